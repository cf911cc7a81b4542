package dev.midstream.runtime.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a job stands.
 *
 * @param name its name
 * @param module the module that declares it
 * @param period from one tick to the next
 * @param last when it last began to run
 * @param next when it is due
 * @param running whether it runs now
 * @param runs how often it has begun
 * @param failures how often it has thrown
 * @param skipped how many ticks came while it still ran
 */
public record JobStatus(
        String name,
        String module,
        Duration period,
        Optional<Instant> last,
        Instant next,
        boolean running,
        long runs,
        long failures,
        long skipped) {}
