package dev.midstream.build.project;

import dev.midstream.runtime.finding.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An app as its build description says: what to build, in which order, on which class paths.
 *
 * @param app the app's name
 * @param modules its modules, each after those it depends on
 * @param lock where its libraries are locked; empty for an app whose libraries stand beside it
 * @param findings what is worth saying about it
 */
public record Plan(
        String app, List<ModulePlan> modules, Optional<Path> lock, List<Finding> findings) {

    /** Copies. */
    public Plan {
        modules = List.copyOf(modules);
        findings = List.copyOf(findings);
    }

    /** The plan of an app whose libraries stand beside it. */
    public Plan(String app, List<ModulePlan> modules) {
        this(app, modules, Optional.empty(), List.of());
    }
}
