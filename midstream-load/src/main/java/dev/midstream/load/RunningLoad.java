package dev.midstream.load;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A load under way, on a thread of its own named {@code load}. Safe for all threads. */
public final class RunningLoad implements AutoCloseable {

    /** A label after which each connection may go back to an older version once. */
    public static final String ROLLBACK = "rollback";

    /** A label that says that a rollback has returned. */
    public static final String ROLLED_BACK = "rolled back";

    /** What the label of the first answer of a further version begins with; its name follows. */
    public static final String FIRST = "first ";

    private static final Duration ANSWER_FROM_LOOP = Duration.ofSeconds(10);

    private final LoadPlan plan;
    private final LoadLoop loop;
    private final Thread thread;

    RunningLoad(LoadPlan plan, LoadLoop loop) {
        this.plan = plan;
        this.loop = loop;
        this.thread = Thread.ofPlatform().name("load").daemon().unstarted(loop);
    }

    void begin() throws InterruptedException {
        thread.start();
        await(loop.begun, ANSWER_FROM_LOOP);
    }

    /**
     * Names this instant in the report. A mark {@link #ROLLBACK} lets each connection go back to an
     * older version once; it holds for every answer that arrives after this method returns.
     */
    public void mark(String label) throws InterruptedException {
        long now = System.nanoTime();
        ask(() -> {
            loop.mark(label, now);
            return label;
        });
    }

    /** The marks so far, those that the load has made by itself with them. */
    public List<LoadReport.Mark> marks() throws InterruptedException {
        return ask(loop::marks);
    }

    /** The seconds so far. The last ones still change, as their answers come in. */
    public List<LoadReport.SecondRow> snapshotPerSecond() throws InterruptedException {
        return ask(loop::seconds);
    }

    /**
     * Waits until no connection has anything more to ask.
     *
     * @throws IllegalStateException if that takes longer than the deadline, or the load ended by an
     *     exception
     */
    public void awaitExhausted(Duration deadline) throws InterruptedException {
        var _ =
                loop.finished.whenComplete((report, death) ->
                        loop.exhausted.completeExceptionally(
                                new IllegalStateException("the load has ended", death)));
        await(loop.exhausted, deadline);
    }

    /**
     * Lets no more requests fall due, waits for those under way, closes all connections.
     *
     * @return what clients saw; the same report if called again
     * @throws IllegalStateException if the load ended by an exception of its own or of its oracle
     */
    public LoadReport stop() throws InterruptedException {
        loop.post(loop::stopSoon);
        return await(loop.finished, plan.stopDeadline().plus(ANSWER_FROM_LOOP));
    }

    /** Ends the load at once, without a report. Does nothing after {@link #stop}. */
    @Override
    public void close() {
        loop.post(loop::stopNow);
        try {
            thread.join(ANSWER_FROM_LOOP);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> T ask(Supplier<T> question) throws InterruptedException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        loop.post(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException problem) {
                answer.completeExceptionally(problem);
            }
        });
        var _ =
                loop.finished.whenComplete((report, death) ->
                        answer.completeExceptionally(
                                new IllegalStateException("the load has ended", death)));
        return await(answer, ANSWER_FROM_LOOP);
    }

    private static <T> T await(CompletableFuture<T> future, Duration deadline)
            throws InterruptedException {
        try {
            return future.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException died) {
            throw new IllegalStateException("the load ended early: " + died.getCause(), died);
        } catch (TimeoutException late) {
            throw new IllegalStateException(
                    "the load's thread did not answer within " + deadline.toSeconds() + " s", late);
        }
    }
}
