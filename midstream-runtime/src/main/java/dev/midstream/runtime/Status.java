package dev.midstream.runtime;

import dev.midstream.runtime.actor.MigrationReport;
import dev.midstream.runtime.actor.TypeReport;
import dev.midstream.runtime.job.JobStatus;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a host is doing, at one moment.
 *
 * @param app the app's name
 * @param generation the current generation's number
 * @param release the current generation's release
 * @param confirmed whether the current generation is permanent
 * @param modules the modules of the current generation, providers before their users
 * @param generations every generation that is loaded or not yet collected, newest first
 * @param lease who holds the upgrade lease, and where it stands; empty if nobody
 * @param configuration the digest of what the current generation is configured with, secrets left
 *     out; empty if it takes no configuration
 * @param jobs the jobs of the current generation, and those that still run
 * @param actors the actors, by type
 * @param migration how far the actors have followed the last cutover, and who has not
 * @param snapshot where they are kept between two hosts; empty if they are not
 */
public record Status(
        String app,
        int generation,
        String release,
        boolean confirmed,
        List<ModuleStatus> modules,
        List<GenerationStatus> generations,
        Optional<String> lease,
        String configuration,
        List<JobStatus> jobs,
        List<TypeReport> actors,
        MigrationReport migration,
        Optional<SnapshotStatus> snapshot) {

    /**
     * One module.
     *
     * @param name its artifactId
     * @param kind {@code app}, {@code contract} or {@code library}
     * @param version the first 12 hexadecimal digits of the digest of what it was loaded from
     * @param since the generation that its instance was created for
     * @param config what it is configured with, by component; secrets are asterisks
     */
    public record ModuleStatus(
            String name,
            String kind,
            String version,
            int since,
            SortedMap<String, String> config) {}

    /**
     * One generation.
     *
     * @param number its number
     * @param state its state in lower case
     * @param release its release
     * @param pins how many pieces of work hold it
     */
    public record GenerationStatus(int number, String state, String release, long pins) {}
}
