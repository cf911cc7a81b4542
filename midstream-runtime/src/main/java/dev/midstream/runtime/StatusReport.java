package dev.midstream.runtime;

import dev.midstream.runtime.Status.GenerationStatus;
import dev.midstream.runtime.Status.ModuleStatus;
import dev.midstream.runtime.actor.MigrationReport;
import dev.midstream.runtime.actor.TypeReport;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.job.JobStatus;
import dev.midstream.runtime.upgrade.confirm.Lineage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Puts a status together. */
final class StatusReport {

    private StatusReport() {}

    static Status of(
            String app,
            Lineage lineage,
            Optional<String> lease,
            List<JobStatus> jobs,
            List<TypeReport> actors,
            MigrationReport migration,
            Optional<SnapshotStatus> snapshot) {
        Generation current = lineage.current();
        List<ModuleStatus> modules =
                current.modules().stream()
                        .map(instance ->
                                new ModuleStatus(
                                        instance.descriptor().name(),
                                        instance.descriptor().kind().label(),
                                        instance.descriptor().version(),
                                        instance.since(),
                                        instance.config().shown()))
                        .toList();
        List<GenerationStatus> generations =
                lineage.loaded().stream()
                        .map(generation ->
                                new GenerationStatus(
                                        generation.number(),
                                        generation.state().name().toLowerCase(Locale.ROOT),
                                        generation.release(),
                                        generation.held()))
                        .toList();
        return new Status(
                app,
                current.number(),
                current.release(),
                lineage.confirmed(),
                modules,
                generations,
                lease,
                current.configuration().digest(),
                jobs,
                actors,
                migration,
                snapshot);
    }
}
