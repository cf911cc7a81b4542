package dev.midstream.runtime.job;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** One job's name, numbers and due time. Guarded by {@link Jobs}. */
final class ScheduledJob {

    /** Kinds of failures that are told apart in the log; all are counted. */
    private static final int MOST_KINDS = 100;

    final String module;
    final String name;
    private long periodNanos;
    private long due;
    private Optional<Instant> last = Optional.empty();
    private Optional<Thread> runner = Optional.empty();
    private long deadline;
    private boolean overdue;
    private long runs;
    private long failures;
    private long skipped;
    private final Set<String> kinds = new HashSet<>();

    ScheduledJob(String module, String name, Duration period, long now) {
        this.module = module;
        this.name = name;
        this.periodNanos = period.toNanos();
        this.due = now + periodNanos;
    }

    String key() {
        return module + "/" + name;
    }

    /** Takes a period from now on; the tick before counts as the beginning. */
    void period(Duration period, long now) {
        long nanos = period.toNanos();
        if (nanos != periodNanos) {
            long next = due - periodNanos + nanos;
            due = next - now < 0 ? now : next;
            periodNanos = nanos;
        }
    }

    /** How long until something is to be done about it: its tick, or its run's deadline. */
    long nanosLeft(long now) {
        long left = due - now;
        return runner.isPresent() && !overdue ? Math.min(left, deadline - now) : left;
    }

    boolean isDue(long now) {
        return due - now <= 0;
    }

    boolean running() {
        return runner.isPresent();
    }

    /** A tick has come: the next one is the first on the same beat that is still ahead. */
    void ticked(long now) {
        long passed = (now - due) / periodNanos + 1;
        due += passed * periodNanos;
    }

    void skip() {
        skipped++;
    }

    void begin(Thread thread, long now, long deadlineNanos, Instant at) {
        runner = Optional.of(thread);
        deadline = now + deadlineNanos;
        overdue = false;
        last = Optional.of(at);
        runs++;
    }

    void end() {
        runner = Optional.empty();
    }

    /** The thread of a run that has just passed its deadline; once per run. */
    Optional<Thread> takeOverdue(long now) {
        if (runner.isEmpty() || overdue || deadline - now > 0) {
            return Optional.empty();
        }
        overdue = true;
        return runner;
    }

    Optional<Thread> runner() {
        return runner;
    }

    /** Counts a failure; true if it is the first of its kind. */
    boolean failed(String kind) {
        failures++;
        return kinds.size() < MOST_KINDS && kinds.add(kind);
    }

    JobStatus status(long now, Instant at) {
        return new JobStatus(
                name,
                module,
                Duration.ofNanos(periodNanos),
                last,
                at.plusNanos(due - now),
                running(),
                runs,
                failures,
                skipped);
    }
}
