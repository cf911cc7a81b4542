package dev.midstream.build.project;

import java.util.List;

/**
 * An app as its build description says: what to build, in which order, on which class paths.
 *
 * @param app the app's name
 * @param modules its modules, each after those it depends on
 */
public record Plan(String app, List<ModulePlan> modules) {

    /** Copies. */
    public Plan {
        modules = List.copyOf(modules);
    }
}
