package dev.midstream.runtime.generation;

import dev.midstream.runtime.finding.MidstreamException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls through references that have returned a stage which is not complete: they hold their
 * generation until it is, or until a drain cuts them. Safe for all threads.
 */
final class PendingStages implements Holders {

    private final Set<Pending> pending = ConcurrentHashMap.newKeySet();

    /**
     * What the host gets for a module's stage: that stage if it is complete and plain, else a
     * future of the host's own.
     *
     * @param generation held by the caller
     * @param stripe a shared one
     * @param value how the stage's value is handed out
     */
    @SuppressWarnings("ReferenceEquality") // the very value, whatever its class says
    CompletionStage<?> hold(
            CompletionStage<?> stage,
            Generation generation,
            int stripe,
            String what,
            Handout value,
            References from) {
        if (stage.getClass() == CompletableFuture.class
                && ((CompletableFuture<?>) stage).state() == Future.State.SUCCESS) {
            Object result = ((CompletableFuture<?>) stage).resultNow();
            Object out = value.of(result, from, generation, stripe);
            return out == result ? stage : CompletableFuture.completedFuture(out);
        }
        Pending held = new Pending(generation, stripe, what, value, from);
        // Safe although it may not be current: the caller is inside, so it cannot be drained yet.
        generation.pins().enter(stripe);
        pending.add(held);
        try {
            stage.whenComplete(held);
        } catch (RuntimeException | Error refused) {
            held.accept(null, refused);
        }
        return held.future;
    }

    @Override
    public List<Held> held(Generation generation) {
        List<Held> held = new ArrayList<>();
        for (Pending one : pending) {
            if (one.generation == generation) {
                held.add(new Held(one.describe(), one::cut));
            }
        }
        return held;
    }

    private final class Pending implements BiConsumer<@Nullable Object, @Nullable Throwable> {
        final CompletableFuture<@Nullable Object> future = new CompletableFuture<>();
        final AtomicBoolean over = new AtomicBoolean();
        final long began = System.nanoTime();
        final int stripe;
        final String what;
        final Handout value;
        final References from;

        /** Null when it is over: a module's stage that never completes keeps this object. */
        volatile @Nullable Generation generation;

        Pending(Generation generation, int stripe, String what, Handout value, References from) {
            this.generation = generation;
            this.stripe = stripe;
            this.what = what;
            this.value = value;
            this.from = from;
        }

        @Override
        public void accept(@Nullable Object result, @Nullable Throwable failure) {
            Generation held = generation;
            if (held == null || !over.compareAndSet(false, true)) {
                return;
            }
            if (failure != null) {
                Throwable cause =
                        failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure;
                end(held);
                future.completeExceptionally(Failures.toHost(cause));
                return;
            }
            Object out;
            try {
                out = value.of(result, from, held, stripe);
            } catch (RuntimeException | Error unfit) {
                end(held);
                future.completeExceptionally(Failures.toHost(unfit));
                return;
            }
            end(held);
            future.complete(out);
        }

        /** Lets the generation go before the host's own code goes on, in whatever thread. */
        private void end(Generation held) {
            pending.remove(this);
            generation = null;
            held.pins().exit(stripe);
        }

        void cut() {
            Generation held = generation;
            if (held != null && over.compareAndSet(false, true)) {
                end(held);
                future.completeExceptionally(
                        new MidstreamException(
                                ReferenceError.STAGE_CUT,
                                what,
                                "its stage was not complete at the drain deadline of generation "
                                        + held.number(),
                                "Call it again, or give a drain more time with --drain SECONDS"));
            }
        }

        String describe() {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
            return "a call of " + what + ", for " + seconds + " s, waiting for its stage";
        }
    }
}
