package dev.midstream.benchmarks;

import dev.midstream.benchmarks.contract.Front;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that call a front without end and check each answer to the letter: it must be that of the
 * version that serves or, while an upgrade runs, of the next one. After {@link #only} a call that
 * begins later must not see the old one. Safe for all threads.
 */
final class CheckedCalls implements AutoCloseable {

    private static final int QUESTIONS = 8;
    private static final int MOST_WRONG = 10;
    private static final long PACE_NANOS = 200_000;

    private record Allowed(List<String> serving, List<String> next) {}

    private final Front front;
    private final List<Thread> threads = new ArrayList<>();
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong slowestNanos = new AtomicLong();
    private volatile Allowed allowed;
    private volatile boolean ended;

    CheckedCalls(Front front, LayeredApp serving, int threads) {
        this.front = front;
        this.allowed = new Allowed(answers(serving), List.of());
        for (int i = 0; i < threads; i++) {
            this.threads.add(Thread.ofPlatform().name("caller " + i).start(this::call));
        }
    }

    private static List<String> answers(LayeredApp app) {
        List<String> answers = new ArrayList<>();
        for (int question = 0; question < QUESTIONS; question++) {
            answers.add(app.expected(question));
        }
        return answers;
    }

    /** From now on the next version may answer too. */
    void orNext(LayeredApp next) {
        allowed = new Allowed(allowed.serving(), answers(next));
    }

    /** From now on a call that begins is answered by the next version. */
    void only(LayeredApp now) {
        allowed = new Allowed(answers(now), List.of());
    }

    private void call() {
        for (int question = 0; !ended; question = (question + 1) % QUESTIONS) {
            Allowed before = allowed;
            long begun = System.nanoTime();
            try {
                String answer = front.answer(question);
                Allowed after = allowed;
                if (!fits(before, question, answer) && !fits(after, question, answer)) {
                    note("answered '" + answer + "'");
                }
            } catch (RuntimeException | Error e) {
                note("threw " + e);
            }
            slowestNanos.accumulateAndGet(System.nanoTime() - begun, Math::max);
            calls.incrementAndGet();
            LockSupport.parkNanos(PACE_NANOS);
        }
    }

    private static boolean fits(Allowed allowed, int question, String answer) {
        return allowed.serving().get(question).equals(answer)
                || (!allowed.next().isEmpty() && allowed.next().get(question).equals(answer));
    }

    private void note(String what) {
        if (wrong.size() < MOST_WRONG) {
            wrong.add(what);
        }
    }

    /** How many calls there were. */
    long calls() {
        return calls.get();
    }

    /** The longest call since this was asked last, in nanoseconds. */
    long slowestNanos() {
        return slowestNanos.getAndSet(0);
    }

    /** The first answers that fit no version that could serve, and the first failures. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    @Override
    public void close() {
        ended = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
