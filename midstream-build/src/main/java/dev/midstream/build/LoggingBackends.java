package dev.midstream.build;

import dev.midstream.build.project.BuildError;
import dev.midstream.build.project.LibraryFile;
import dev.midstream.build.project.ModulePlan;
import dev.midstream.build.project.Plan;
import dev.midstream.runtime.finding.Finding;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Backends of slf4j that modules bring. The host gives slf4j to all modules and has chosen a
 * backend before any of them is loaded, so these are packed and never asked.
 */
final class LoggingBackends {

    private static final Set<String> ARTIFACTS =
            Set.of(
                    "logback-classic",
                    "log4j-slf4j-impl",
                    "log4j-slf4j2-impl",
                    "slf4j-jdk14",
                    "slf4j-log4j12",
                    "slf4j-nop",
                    "slf4j-reload4j",
                    "slf4j-simple");

    private LoggingBackends() {}

    static List<Finding> find(Plan plan) {
        SortedMap<String, Set<String>> users = new TreeMap<>();
        for (ModulePlan module : plan.modules()) {
            for (LibraryFile library : module.libraries()) {
                String[] parts = library.id().split(":", -1);
                if (parts.length > 1 && ARTIFACTS.contains(parts[1])) {
                    users.computeIfAbsent(library.id(), key -> new TreeSet<>()).add(module.name());
                }
            }
        }
        return users.entrySet().stream()
                .map(one ->
                        Finding.info(
                                BuildError.LOGGING_BACKEND,
                                one.getKey(),
                                "is a backend of slf4j, brought by "
                                        + one.getValue()
                                        + "; modules log through the host's slf4j, which has one",
                                "Leave it out, or give it scope test; configure logging in the"
                                        + " host"))
                .toList();
    }
}
