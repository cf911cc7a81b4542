package dev.midstream.runtime.job;

import dev.midstream.runtime.generation.DeclaredJob;
import dev.midstream.runtime.generation.Gate;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.Pin;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The jobs of one host. One thread watches the time while there are any; each run has a virtual
 * thread of its own. Guarded by itself; the lock is never held across module code.
 */
public final class Jobs implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Jobs.class.getName());

    private final Gate gate;
    private final JobTime time;
    private final Duration deadline;
    private final SortedMap<String, ScheduledJob> jobs = new TreeMap<>();
    private Optional<Thread> watcher = Optional.empty();
    private boolean closed;

    /**
     * No jobs yet; see {@link #follow}.
     *
     * @param deadline how long a run may take before it is interrupted
     */
    public Jobs(Gate gate, JobTime time, Duration deadline) {
        this.gate = gate;
        this.time = time;
        this.deadline = deadline;
    }

    /**
     * A generation has become the current one: its jobs are the ones that count. Those that were
     * there keep their due time. Takes no time.
     */
    public synchronized void follow(Generation current) {
        if (closed) {
            return;
        }
        long now = time.nanos();
        for (DeclaredJob declared : current.jobs().values()) {
            ScheduledJob known = jobs.get(declared.key());
            if (known == null) {
                known =
                        new ScheduledJob(
                                declared.module(), declared.name(), declared.period(), now);
                jobs.put(declared.key(), known);
            }
            known.period(declared.period(), now);
        }
        // One that still runs stays until it has ended: its name may come back meanwhile.
        jobs.values().removeIf(job -> !current.jobs().containsKey(job.key()) && !job.running());
        if (watcher.isEmpty() && !jobs.isEmpty()) {
            watcher =
                    Optional.of(
                            Thread.ofPlatform()
                                    .name("midstream-jobs")
                                    .daemon(true)
                                    .inheritInheritableThreadLocals(false)
                                    .start(this::watch));
        }
        notifyAll();
    }

    /** How every job stands, by module and name. */
    public synchronized List<JobStatus> status() {
        long now = time.nanos();
        return jobs.values().stream().map(job -> job.status(now, time.instant())).toList();
    }

    /** Begins no further run. Those that run hold their generation, as always. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    private synchronized void watch() {
        try {
            while (!closed && !jobs.isEmpty()) {
                tick();
                long now = time.nanos();
                long left = Long.MAX_VALUE;
                for (ScheduledJob job : jobs.values()) {
                    left = Math.min(left, job.nanosLeft(now));
                }
                if (left > 0 && !jobs.isEmpty()) {
                    time.await(this, left);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            watcher = Optional.empty();
        }
    }

    private void tick() {
        long now = time.nanos();
        for (ScheduledJob job : List.copyOf(jobs.values())) {
            job.takeOverdue(now).ifPresent(this::interrupt);
            if (job.isDue(now)) {
                job.ticked(now);
                if (job.running()) {
                    job.skip();
                } else if (gate.current().jobs().containsKey(job.key())) {
                    begin(job, now);
                } else {
                    jobs.remove(job.key());
                }
            }
        }
    }

    private void begin(ScheduledJob job, long now) {
        Thread thread =
                Thread.ofVirtual()
                        .name("midstream job " + job.name + " of " + job.module)
                        .inheritInheritableThreadLocals(false)
                        .unstarted(() -> run(job));
        job.begin(thread, now, deadline.toNanos(), time.instant());
        thread.start();
    }

    private void interrupt(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        LOG.log(
                Level.WARNING,
                "{0} runs for more than {1} ms and is interrupted; it stands at {2}",
                thread.getName(),
                Long.toString(deadline.toMillis()),
                firstOfModule(stack));
        thread.interrupt();
    }

    private static String firstOfModule(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (!frame.getClassName().startsWith("java.")
                    && !frame.getClassName().startsWith("jdk.")) {
                return frame.toString();
            }
        }
        return stack.length == 0 ? "its end" : stack[0].toString();
    }

    /** One run, on its own thread, in whatever generation is the current one now. */
    private void run(ScheduledJob job) {
        try (Pin pin = gate.enter()) {
            DeclaredJob declared = pin.generation().jobs().get(job.key());
            if (declared != null) {
                run(job, declared);
            }
        } finally {
            ended(job);
        }
    }

    private void run(ScheduledJob job, DeclaredJob declared) {
        Thread thread = Thread.currentThread();
        thread.setName("midstream job " + declared.name() + " of " + declared.subject());
        thread.setContextClassLoader(declared.loader());
        try {
            declared.work().run();
        } catch (Throwable thrown) { // whatever it is, the job is tried again at its next tick
            failed(job, declared.subject(), thrown);
        }
    }

    private void failed(ScheduledJob job, String subject, Throwable thrown) {
        boolean first;
        synchronized (this) {
            first = job.failed(subject + " " + thrown.getClass().getName());
        }
        if (first) {
            // As text: a logger may keep what it is given, and the exception would keep the loader.
            LOG.log(
                    Level.WARNING,
                    "job {0} of {1} failed: {2}; further failures of this kind are only counted",
                    job.name,
                    subject,
                    text(thrown));
        }
    }

    private static String text(Throwable thrown) {
        List<String> lines = new ArrayList<>();
        lines.add(thrown.toString());
        for (StackTraceElement frame : thrown.getStackTrace()) {
            if (frame.getClassName().startsWith("dev.midstream.runtime.job.")) {
                break;
            }
            lines.add("  at " + frame);
        }
        return String.join(System.lineSeparator(), lines);
    }

    private synchronized void ended(ScheduledJob job) {
        job.end();
        if (!gate.current().jobs().containsKey(job.key())) {
            jobs.remove(job.key(), job);
        }
        notifyAll();
    }
}
