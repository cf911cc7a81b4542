package dev.midstream.runtime.generation;

import dev.midstream.api.Job;
import java.time.Duration;

/**
 * A job as a module instance declared it.
 *
 * @param module the module
 * @param subject the instance, {@code pricing@7}
 * @param name its name, unique within the module
 * @param period from one tick to the next
 * @param loader the module's class loader, the context class loader of every run
 * @param work what is done
 */
public record DeclaredJob(
        String module, String subject, String name, Duration period, ClassLoader loader, Job work) {

    /** The shortest period. */
    public static final Duration SHORTEST = Duration.ofMillis(1);

    /** The longest period. */
    public static final Duration LONGEST = Duration.ofDays(366);

    /** What it is known by across generations. */
    public String key() {
        return module + "/" + name;
    }
}
