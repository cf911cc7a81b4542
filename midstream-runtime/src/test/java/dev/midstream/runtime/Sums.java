package dev.midstream.runtime;

import dev.midstream.runtime.shop.Answers;
import dev.midstream.runtime.shop.Latches;
import dev.midstream.runtime.shop.Tally;
import dev.midstream.runtime.upgrade.Confirm;
import dev.midstream.runtime.upgrade.Outcome;
import dev.midstream.runtime.upgrade.Stage;
import dev.midstream.runtime.upgrade.StageListener;
import dev.midstream.runtime.upgrade.StageTime;
import dev.midstream.runtime.upgrade.UpgradeOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * An app whose actors add up: {@code KEY N} adds to one of them and answers with its sum, {@code
 * KEY N LATCH} does so when the test lets it, in the generation in which it began; {@code all N}
 * makes so many.
 */
final class Sums {

    static final String V1 = "package c; public record Sum(int total) {}";

    /** Takes any sum but 13, and counts what it does. */
    static final String V2 =
            "package c; import dev.midstream.api.*; public record Sum(int total, int bonus) {"
                    + " record V1(int total) {}"
                    + " @Migration static Sum from(V1 old) { "
                    + Tally.class.getName()
                    + ".count(\"TALLY\"); if (old.total() == 13) throw new"
                    + " IllegalStateException(\"no luck\"); return new Sum(old.total(), 7); }"
                    + " @Migration static V1 to(Sum now) { return new V1(now.total()); } }";

    static final String MESSAGES =
            "package c; import dev.midstream.api.*; public sealed interface Msg {"
                    + " record Add(int n) implements Msg, Ask<Msg, Integer> {} }";

    private static final String MODULE =
            "package m; import dev.midstream.api.*; public class M implements AppModule, ANSWERS {"
                    + " private final Actors<c.Msg> sums;"
                    + " public M(Actors<c.Msg> sums) { this.sums = sums; }"
                    + " @Provides public ANSWERS answers() { return this; }"
                    + " public String answer() { return \"NAME\"; }"
                    + " public String slow(String q) { String[] words = q.split(\" \");"
                    + " int n = Integer.parseInt(words[1]);"
                    + " if (words[0].equals(\"all\")) {"
                    + " for (int i = 0; i < n; i++) { sums.tell(\"\" + i, new c.Msg.Add(1)); }"
                    + " return \"\"; }"
                    + " if (words.length > 2) { LATCHES.await(words[2]); }"
                    + " return \"\" + sums.ask(words[0], new c.Msg.Add(n))"
                    + ".toCompletableFuture().join(); }"
                    + " public void configure(Wiring wiring) { wiring.actor(new SumActor()); } }";

    static final String ACTOR =
            "package m; import dev.midstream.api.*; @ActorType(\"sum\") class SumActor implements"
                    + " Actor<c.Sum, c.Msg> {"
                    + " public c.Sum create(String key) { return new c.Sum(0EXTRA); }"
                    + " public c.Sum receive(c.Sum s, c.Msg m, Turn<c.Msg> turn) {"
                    + " c.Msg.Add add = (c.Msg.Add) m; int n = s.total() + add.n();"
                    + " turn.reply(add, n); return new c.Sum(nEXTRA); } }";

    private Sums() {}

    static TestApp one() {
        return app("v1", V1, "");
    }

    /** The next one; migrations are counted under a name. */
    static TestApp two(String tally) {
        return app("v2", V2.replace("TALLY", tally), ", 7");
    }

    /** A version, with what its states have beside the total. */
    static TestApp app(String name, String state, String extra) {
        return app(name, MESSAGES, state, ACTOR.replace("EXTRA", extra));
    }

    static TestApp app(String name, String messages, String state, String actor) {
        String module =
                MODULE.replace("ANSWERS", Answers.class.getName())
                        .replace("LATCHES", Latches.class.getName())
                        .replace("NAME", name);
        return TestApp.named("sums")
                .module("contract", messages, state)
                .module("m", List.of("contract"), module, actor);
    }

    static Answers of(Midstream host) {
        return host.reference(Answers.class);
    }

    /** Asks in the generation that is current now, and is answered when the latch is open. */
    static CompletableFuture<String> ask(Midstream host, String question, String latch)
            throws InterruptedException {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try {
                        answer.complete(of(host).slow(question + " " + latch));
                    } catch (RuntimeException | Error thrown) {
                        answer.completeExceptionally(thrown);
                    }
                });
        Latches.awaitInside(latch);
        return answer;
    }

    static Outcome upgrade(Midstream host, TestApp app, boolean acceptLoss, StageListener listener)
            throws Exception {
        UpgradeOptions options =
                new UpgradeOptions(
                        Confirm.AUTO, false, Duration.ofSeconds(30), false, acceptLoss, Set.of());
        try (Lease lease = host.lease("test")) {
            return lease.upgrade(app.bytes(), options, listener);
        }
    }

    /** Does something when a stage begins. */
    static StageListener at(Stage when, Runnable what) {
        return new StageListener() {
            private boolean done;

            @Override
            public void begun(Stage stage) {
                if (stage == when && !done) {
                    done = true;
                    what.run();
                }
            }

            @Override
            public void ended(Stage stage, StageTime time) {}
        };
    }
}
