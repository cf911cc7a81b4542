package dev.midstream.runtime.generation;

import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * The wish to stop an operation that has not cut over yet. Safe for all threads; once wished it
 * stays wished, once closed it comes too late.
 */
public final class Cancellation {

    private boolean wished;
    private boolean closed;
    private Optional<Runnable> action = Optional.empty();

    /** A cancellation that nobody has wished for. */
    public Cancellation() {}

    /**
     * Wishes for it.
     *
     * @return false if the operation has passed the point up to which it can be cancelled
     */
    public boolean cancel() {
        Optional<Runnable> run;
        synchronized (this) {
            if (closed) {
                return false;
            }
            wished = true;
            run = action;
        }
        run.ifPresent(Runnable::run);
        return true;
    }

    /** Throws if it was wished for. */
    public synchronized void check() {
        if (wished) {
            throw new CancellationException("cancelled");
        }
    }

    /**
     * Passes the point of no return: from now on {@link #cancel} does nothing.
     *
     * @throws CancellationException if it was wished for before
     */
    public synchronized void close() {
        check();
        closed = true;
    }

    /** What to do on a wish, until the result is closed; at once if it was wished for before. */
    Registration onCancel(Runnable what) {
        boolean now;
        synchronized (this) {
            action = Optional.of(what);
            now = wished;
        }
        if (now) {
            what.run();
        }
        return () -> {
            synchronized (this) {
                action = Optional.empty();
            }
        };
    }

    /** Ends a registration. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
