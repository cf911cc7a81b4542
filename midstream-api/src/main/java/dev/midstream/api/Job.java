package dev.midstream.api;

/**
 * Work that is done again and again, declared with {@link Wiring#every}.
 *
 * <p>Each run is on a virtual thread of its own, never beside another run of the same job, and
 * holds the current generation until it returns, at most until the job deadline.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Job {

    /**
     * Does the work once.
     *
     * @throws Exception counted as a failure, and logged once per kind; the job is tried again at
     *     its next tick. Interrupted past the job deadline, or when an upgrade cannot wait longer
     */
    void run() throws Exception;
}
