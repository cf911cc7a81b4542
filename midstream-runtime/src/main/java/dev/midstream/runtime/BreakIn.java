package dev.midstream.runtime;

import dev.midstream.api.Actor;
import dev.midstream.api.Actors;
import dev.midstream.api.AsyncHandler;
import dev.midstream.api.Call;
import dev.midstream.api.Handler;
import dev.midstream.api.Response;
import dev.midstream.api.Turn;
import dev.midstream.runtime.actor.ActorOptions;
import dev.midstream.runtime.actor.DrivenActors;
import dev.midstream.runtime.http.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Shows the JIT, before any module is loaded, that the calls which lead from the host and from the
 * JDK into modules have many receivers.
 *
 * <p>Else it would see the first generation's classes only, and build them into the code of the
 * host: that code would be thrown out at the first cutover, run slowly until it is compiled again,
 * and keep the classes loaded for as long as it runs. HotSpot's profile of a call remembers two
 * receivers, the first ones; a third is counted as one of many, and no receiver is built in. The
 * two are classes of the host, so they never go.
 *
 * <p>Costs a fraction of a second once per JVM, and a few nanoseconds per call into a module.
 */
final class BreakIn {

    private static final AtomicBoolean DONE = new AtomicBoolean();

    /** Enough to be compiled with profiling, and for that code to see both. */
    private static final int ROUNDS = 12;

    private static final int CALLS = 250;

    /** In which the compiler of the first tiers gets its turn. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

    private final List<Object> seen = new ArrayList<>();

    private BreakIn() {}

    /** Does it, the first time. Takes some 100 ms. Any thread. */
    static void once() {
        if (!DONE.getAndSet(true)) {
            new BreakIn().run();
        }
    }

    private void run() {
        try (DrivenActors actors =
                new DrivenActors(ActorOptions.DEFAULT, Instant.EPOCH, DrivenActors.seeded(1))) {
            actors.bind("one", String.class, new One());
            actors.bind("other", Integer.class, new Other());
            for (int round = 0; round < ROUNDS; round++) {
                actors.next();
                for (int call = 0; call < CALLS; call++) {
                    turns(actors, round, call);
                    seen.clear();
                    handlers();
                    futures();
                    collections("key" + call);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (Exception impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** A new actor of each type, and one that a generation before may have seen: it moves. */
    private static void turns(DrivenActors actors, int round, int call) {
        Actors<Object> one = reach(actors, "one", String.class);
        Actors<Object> other = reach(actors, "other", Integer.class);
        String fresh = round + "/" + call;
        String known = "known " + call;
        one.tell(fresh, fresh);
        one.tell(known, fresh);
        other.tell(fresh, call);
        other.tell(known, call);
        actors.settle();
    }

    @SuppressWarnings("unchecked") // what they are sent is what they are bound to
    private static Actors<Object> reach(DrivenActors actors, String type, Class<?> message) {
        return (Actors<Object>) actors.actors(type, message);
    }

    /** Two of each: lambdas have a class of their own each. */
    private static final Handler[] HANDLERS = {
        _ -> Response.status(200), _ -> Response.status(204)
    };

    private static final AsyncHandler[] ASYNC_HANDLERS = {
        _ -> CompletableFuture.completedFuture(Response.status(200)),
        _ -> CompletableFuture.completedStage(Response.status(204))
    };

    @SuppressWarnings("NullAway") // handlers of this class do not look at the call
    private void handlers() throws Exception {
        Call none = null;
        for (Handler each : HANDLERS) {
            seen.add(Entry.call(each, none));
        }
        for (AsyncHandler each : ASYNC_HANDLERS) {
            seen.add(Entry.callAsync(each, none));
        }
    }

    /** What handlers and effects hang on stages: at once, and when they are completed later. */
    private void futures() {
        CompletableFuture<Integer> later = new CompletableFuture<>();
        for (CompletableFuture<Integer> stage :
                List.of(later, CompletableFuture.completedFuture(1))) {
            seen.add(stage.thenApply(value -> value + 1));
            seen.add(stage.thenApply(value -> value + 2));
            seen.add(stage.thenAccept(value -> seen.add(value)));
            seen.add(stage.thenAccept(value -> seen.add(-value)));
            seen.add(stage.thenCompose(CompletableFuture::completedFuture));
            seen.add(stage.thenCompose(value -> CompletableFuture.completedStage(value)));
            seen.add(stage.handle((value, _) -> value + 1));
            seen.add(stage.handle((value, _) -> value + 2));
            seen.add(stage.whenComplete((value, _) -> seen.add(value)));
            seen.add(stage.whenComplete((value, _) -> seen.add(-value)));
            seen.add(stage.thenCombine(later, (one, other) -> one + other));
            seen.add(stage.thenCombine(later, (one, other) -> one - other));
        }
        CompletionStage<Integer> failed =
                CompletableFuture.failedStage(new IllegalStateException("break-in"));
        seen.add(failed.exceptionally(_ -> 1));
        seen.add(failed.exceptionally(_ -> 2));
        later.complete(2);
    }

    /** What state is most often kept in. */
    private void collections(String key) {
        Map<String, Integer> counts = new HashMap<>();
        Map<String, Integer> shared = new ConcurrentHashMap<>();
        for (Map<String, Integer> map : List.of(counts, shared)) {
            map.computeIfAbsent(key, String::length);
            map.computeIfAbsent(key + 'x', name -> name.length() + 1);
            map.merge(key, 1, Integer::sum);
            map.merge(key, 1, (one, other) -> one - other);
            map.compute(key, (_, value) -> value == null ? 1 : value + 1);
            map.compute(key, (_, value) -> value == null ? 2 : value + 2);
            map.forEach((_, value) -> seen.add(value));
            map.forEach((name, _) -> seen.add(name));
        }
        List<Integer> values = new ArrayList<>(counts.values());
        values.forEach(seen::add);
        values.forEach(value -> seen.add(-value));
        values.removeIf(value -> value < -1);
        values.removeIf(value -> value > 1_000);
    }

    private static final class One implements Actor<String, String> {
        @Override
        public String create(String key) {
            return key;
        }

        @Override
        public String receive(String state, String message, Turn<String> turn) {
            return message;
        }
    }

    private static final class Other implements Actor<Integer, Integer> {
        @Override
        public Integer create(String key) {
            return key.length();
        }

        @Override
        public Integer receive(Integer state, Integer message, Turn<Integer> turn) {
            return state + message;
        }
    }
}
