package dev.midstream.runtime.actor;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The pool of a host: one queue per worker, first in, first out, and stealing between them. */
@SuppressWarnings("ReferenceEquality") // each is equal to itself only
final class WorkerPool implements ActorPool {

    /** Stuck workers that are replaced; more of them leave fewer that work. */
    private static final int REPLACED = 64;

    private final AtomicInteger names = new AtomicInteger();
    private final AtomicInteger stuck = new AtomicInteger();
    private final int workers;
    private final ForkJoinPool pool;
    private final Map<Cell, Run> held = new ConcurrentHashMap<>();
    private volatile Mode mode = Mode.OPEN;

    private enum Mode {
        OPEN,
        HELD,
        CLOSED
    }

    WorkerPool(int workers) {
        this.workers = workers;
        this.pool = new ForkJoinPool(workers, this::worker, null, true);
    }

    private ForkJoinWorkerThread worker(ForkJoinPool of) {
        return new Worker(of, "midstream-actor-" + names.incrementAndGet());
    }

    private static final class Worker extends ForkJoinWorkerThread {
        Worker(ForkJoinPool pool, String name) {
            super(null, pool, true);
            setName(name);
            setDaemon(true);
            setContextClassLoader(WorkerPool.class.getClassLoader());
        }
    }

    @Override
    public void execute(Run run) {
        if (mode == Mode.OPEN) {
            submit(run);
        } else {
            keepOrRefuse(run);
        }
    }

    private void submit(Run run) {
        if (ForkJoinTask.getPool() == pool) {
            run.fork();
            if (mode == Mode.CLOSED && run.tryUnfork()) {
                run.refuse(); // the closing may have emptied the queues before
            }
        } else {
            try {
                pool.execute(run);
            } catch (RejectedExecutionException closed) {
                run.refuse();
            }
        }
    }

    private void keepOrRefuse(Run run) {
        Mode now;
        synchronized (this) {
            now = mode;
            if (now == Mode.HELD) {
                held.put(run.cell(), run);
            }
        }
        switch (now) {
            case OPEN -> submit(run);
            case HELD -> {}
            case CLOSED -> run.refuse();
        }
    }

    @Override
    public synchronized void hold() {
        mode = Mode.HELD;
    }

    @Override
    public @Nullable Run held(Cell cell) {
        return held.get(cell);
    }

    @Override
    public void release() {
        List<Run> due;
        synchronized (this) {
            mode = Mode.OPEN;
            due = List.copyOf(held.values());
            held.clear();
        }
        due.forEach(this::submit);
    }

    @Override
    public int queued() {
        return pool.getQueuedSubmissionCount() + (int) pool.getQueuedTaskCount();
    }

    @Override
    public void writeOff() {
        resize(stuck.incrementAndGet());
    }

    @Override
    public void back() {
        resize(stuck.decrementAndGet());
    }

    private synchronized void resize(int more) {
        pool.setParallelism(workers + Math.clamp(more, 0, REPLACED));
    }

    @Override
    public void close() {
        List<Run> kept;
        synchronized (this) {
            mode = Mode.CLOSED;
            kept = List.copyOf(held.values());
            held.clear();
        }
        kept.forEach(Run::refuse);
        pool.shutdownNow();
    }
}
