package dev.midstream.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.runtime.shop.Latches;
import dev.midstream.runtime.shop.Tally;
import dev.midstream.runtime.upgrade.Outcome;
import dev.midstream.runtime.upgrade.Stage;
import dev.midstream.runtime.upgrade.StageListener;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A million actors that share one catalogue, and one of them that cannot be migrated. */
class MillionActorsIT {

    private static final int MANY = 1_000_000;

    /** Whose sum the new version cannot take. */
    private static final String UNLUCKY = "777777";

    /** About a megabyte of entries. */
    private static final String V1 =
            "package c; import dev.midstream.api.*; import java.util.*;"
                    + " public record Sum(int total, Catalogue all) {"
                    + " public record Entry(String sku, long cents) {}"
                    + " @Shared public record Catalogue(List<Entry> entries) {}"
                    + " public static Catalogue full() { List<Entry> all = new ArrayList<>();"
                    + " for (int i = 0; i < 15_000; i++) { all.add(new Entry(\"SKU-\" + i, i)); }"
                    + " return new Catalogue(List.copyOf(all)); } }";

    private static final String V2 =
            V1.replace("long cents)", "long cents, @Default(\"19\") int tax)")
                    .replace("Entry(\"SKU-\" + i, i)", "Entry(\"SKU-\" + i, i, 19)")
                    .replace(
                            "Catalogue(List<Entry> entries) {",
                            "Catalogue(List<Entry> entries) { public Catalogue { "
                                    + Tally.class.getName()
                                    + ".count(\"catalogues\"); }")
                    .replace(
                            "Catalogue all) {",
                            "Catalogue all) { public Sum { if (total == 13) throw new"
                                    + " IllegalArgumentException(\"no luck\"); }");

    private static TestApp app(String name, String state) {
        return Sums.app(
                name,
                Sums.MESSAGES,
                state,
                Sums.ACTOR
                        .replace("SumActor implements", "SumActor implements ")
                        .replace(
                                "public c.Sum create",
                                "private static final c.Sum.Catalogue ALL = c.Sum.full();"
                                        + " public c.Sum create")
                        .replace("c.Sum(0EXTRA)", "c.Sum(0, ALL)")
                        .replace("c.Sum(nEXTRA)", "c.Sum(n, s.all())"));
    }

    @Test
    void oneInAMillionRefusesOrTakesBackAndAllShareOneCatalogueBeforeAndAfter() throws Exception {
        TestApp two = app("v2", V2);
        try (Midstream host = Hosts.of(app("v1", V1).bytes()).start()) {
            Sums.of(host).slow("all " + MANY);
            Hosts.await("all", () -> host.status().actors().getFirst().turns() == MANY);
            assertThat(Sums.of(host).slow(UNLUCKY + " 12")).isEqualTo("13");
            assertThat(catalogues(host)).hasSize(1);

            Outcome refused = Sums.upgrade(host, two, false, StageListener.NONE);
            assertThat(refused).as(refused::toString).isInstanceOf(Outcome.Refusal.class);
            assertThat(refused.findings())
                    .singleElement()
                    .satisfies(finding ->
                            assertThat(finding.toString())
                                    .startsWith("MS-ACTOR-017")
                                    .contains("sum '" + UNLUCKY + "'", "no luck"));

            assertThat(Sums.of(host).slow(UNLUCKY + " -1")).isEqualTo("12");
            long made = Tally.of("catalogues");
            Outcome done = Sums.upgrade(host, two, false, StageListener.NONE);
            assertThat(done).as(done::toString).isInstanceOf(Outcome.Done.class);
            assertThat(catalogues(host)).as("one for all").hasSize(1);
            assertThat(Tally.of("catalogues") - made)
                    .as("the one of all actors, the new version's own, and the warm-up's")
                    .isEqualTo(3);
            Hosts.rollback(host);
            assertThat(catalogues(host)).as("one for all again").hasSize(1);

            CompletableFuture<String> before = Sums.ask(host, UNLUCKY + " 1", "one-in-a-million");
            Outcome back =
                    Sums.upgrade(
                            host,
                            two,
                            false,
                            Sums.at(Stage.DRAIN, () -> Latches.open("one-in-a-million")));
            assertThat(before.join()).isEqualTo("13");
            assertThat(back).as(back::toString).isInstanceOf(Outcome.TakenBack.class);
            assertThat(back.message()).contains("no luck");
            assertThat(Sums.of(host).slow(UNLUCKY + " 1")).isEqualTo("14");
            assertThat(host.status().actors().getFirst().count()).isEqualTo(MANY);
        }
    }

    /** The catalogues that there are, by identity. */
    private static Set<Object> catalogues(Midstream host) throws Exception {
        Set<Object> found = Collections.newSetFromMap(new IdentityHashMap<>());
        Object any = host.state("sum", "0").orElseThrow();
        Method accessor = any.getClass().getMethod("all");
        MethodHandle all = MethodHandles.publicLookup().unreflect(accessor);
        for (int i = 0; i < MANY; i++) {
            found.add(invoke(all, host.state("sum", "" + i).orElseThrow()));
        }
        return found;
    }

    private static Object invoke(MethodHandle handle, Object on) {
        try {
            return handle.invoke(on);
        } catch (Throwable thrown) {
            throw new AssertionError(thrown);
        }
    }
}
