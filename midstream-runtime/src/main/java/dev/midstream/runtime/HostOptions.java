package dev.midstream.runtime;

import dev.midstream.runtime.job.JobTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@link Midstream.Builder} has collected; its methods say what each means. */
record HostOptions(
        Optional<Path> app,
        Optional<byte[]> artefact,
        Optional<Path> home,
        List<Class<?>> contracts,
        Map<Class<?>, Object> services,
        Duration lifecycleDeadline,
        boolean collects,
        Duration warmBudget,
        JobTime jobTime,
        Duration jobDeadline,
        Optional<SnapshotStore> snapshots) {}
