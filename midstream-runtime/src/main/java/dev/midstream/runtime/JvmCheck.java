package dev.midstream.runtime;

import dev.midstream.runtime.finding.Finding;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an embedder's JVM lacks that {@code midstream run} gives its own, and that clients would
 * feel at an upgrade.
 */
final class JvmCheck {

    /** Collectors that unload classes while the program runs; by the names of their beans. */
    private static final List<String> CONCURRENT = List.of("G1", "ZGC", "Shenandoah");

    private JvmCheck() {}

    /** What this JVM lacks; empty if nothing. */
    static Optional<Finding> missing() {
        return missing(
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(GarbageCollectorMXBean::getName)
                        .toList(),
                JvmCheck.class.getModule().isNativeAccessEnabled());
    }

    static Optional<Finding> missing(List<String> collectors, boolean nativeAccess) {
        List<String> seen = new ArrayList<>();
        List<String> flags = new ArrayList<>();
        if (collectors.stream().noneMatch(JvmCheck::isConcurrent)) {
            seen.add(
                    "its collector ("
                            + String.join(", ", collectors)
                            + ") stops the process to unload an old version's classes");
            flags.add("-XX:+UseZGC");
        }
        if (!nativeAccess) {
            seen.add("without native access event loops cannot ask to go before the JIT");
            flags.add("--enable-native-access=ALL-UNNAMED");
        }
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                Finding.warning(
                        MidstreamError.JVM,
                        "JVM",
                        "clients may feel upgrades: " + String.join("; ", seen),
                        "Start it with " + String.join(" ", flags)));
    }

    private static boolean isConcurrent(String collector) {
        return CONCURRENT.stream().anyMatch(collector::startsWith);
    }
}
