package dev.midstream.runtime.actor;

import dev.midstream.api.ActorException;
import dev.midstream.api.ActorFailed;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The answer to a question from outside of actors. Waiting for it where nothing may wait throws at
 * once; so it does for what is chained to it.
 */
public final class Answer<R> extends CompletableFuture<R> implements Asker {

    private final ActorEngine engine;
    private final boolean pinned;
    private final Behaviour origin;

    /**
     * An answer that is waited for.
     *
     * @param pinned whether the asker holds its generation until this is complete
     * @param origin the behaviour of the asked type in that generation: whose classes the asker has
     */
    Answer(ActorEngine engine, boolean pinned, Behaviour origin) {
        this.engine = engine;
        this.pinned = pinned;
        this.origin = origin;
    }

    boolean pinned() {
        return pinned;
    }

    @Override
    @SuppressWarnings({"unchecked", "ReferenceEquality"}) // Ask<M, R> has fixed the type
    public void answer(Object value, Behaviour shape, Class<?> question) {
        if (shape == origin) {
            complete((R) value);
            return;
        }
        try {
            complete((R) Move.reply(shape, origin, question, value));
        } catch (CrossingFailed failed) {
            completeExceptionally(
                    new ActorFailed(
                            ActorFailed.class.getName(),
                            ActorError.REPLY_CROSSING.says(
                                    shape.toString(),
                                    "its answer cannot be said to whoever asked in "
                                            + origin
                                            + ": "
                                            + failed.getMessage(),
                                    "Ask again: that is answered in the newer generation"),
                            ""));
        }
    }

    @Override
    public void fail(ActorException why) {
        completeExceptionally(why);
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new Answer<>(engine, false, origin);
    }

    @Override
    public R get() throws InterruptedException, ExecutionException {
        checkMayWait();
        return super.get();
    }

    @Override
    public R get(long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        checkMayWait();
        return super.get(timeout, unit);
    }

    @Override
    public R join() {
        checkMayWait();
        return super.join();
    }

    private void checkMayWait() {
        if (!isDone() && !engine.desk().mayWait()) {
            throw new IllegalStateException(
                    ActorError.WAITS_IN_TURN.says(
                            Thread.currentThread().getName(),
                            "an answer is waited for in a turn, on an event loop or on a worker of"
                                    + " the actors, which all others would wait for too",
                            "Chain to it with thenApply, or ask with turn.ask and a token"));
        }
    }
}
