package dev.midstream.benchmarks;

import dev.midstream.benchmarks.contract.Front;
import dev.midstream.runtime.Lease;
import dev.midstream.runtime.Midstream;
import dev.midstream.runtime.upgrade.Outcome;
import dev.midstream.runtime.upgrade.StageListener;
import dev.midstream.runtime.upgrade.UpgradeOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Upgrades an app of 40 modules and 10,000 classes at the bottom, in the middle and at the top
 * while threads call it, checks every answer, and prints what each upgrade took.
 *
 * <p>Words: classes per module (default 250), rounds (default 3).
 */
public final class LayeredUpgrades {

    private static final int CALLERS = 2;

    private LayeredUpgrades() {}

    /** Runs it and prints it; see above for the words. */
    public static void main(String[] words) throws Exception {
        int classes = words.length > 0 ? Integer.parseInt(words[0]) : 250;
        int rounds = words.length > 1 ? Integer.parseInt(words[1]) : 3;
        Path folder = Files.createTempDirectory("midstream-layers-");
        try {
            run(new LayeredApp(folder, classes), rounds);
        } finally {
            delete(folder);
        }
    }

    private static void run(LayeredApp app, int rounds) throws Exception {
        long begun = System.nanoTime();
        byte[] first = app.artefact();
        say(
                "%d modules, %d classes, artefact of %d KiB, compiled in %d ms",
                LayeredApp.names().size(), app.classes(), first.length / 1024, millis(begun));
        long booted = System.nanoTime();
        try (Midstream midstream =
                        Midstream.builder().artefact(first).contract(Front.class).start();
                CheckedCalls calls =
                        new CheckedCalls(midstream.reference(Front.class), app, CALLERS)) {
            say("boot %d ms; %s", millis(booted), memory());
            say(
                    "%-10s %8s %8s %8s %8s %8s  %8s %10s  %s",
                    "changed",
                    "reloads",
                    "classes",
                    "verify",
                    "load",
                    "cutover",
                    "drain",
                    "slowest",
                    "after it");
            for (int round = 0; round < rounds; round++) {
                for (String module :
                        List.of(LayeredApp.BOTTOM, LayeredApp.MIDDLE, LayeredApp.TOP)) {
                    app.edit(module);
                    upgrade(midstream, calls, app, module);
                }
            }
            say("%d calls, wrong: %s", calls.calls(), calls.wrong());
            if (!calls.wrong().isEmpty()) {
                throw new IllegalStateException("answers were wrong: " + calls.wrong());
            }
        }
    }

    private static void upgrade(
            Midstream midstream, CheckedCalls calls, LayeredApp app, String module)
            throws Exception {
        byte[] next = app.artefact();
        calls.orNext(app);
        calls.slowestNanos();
        Outcome outcome;
        try (Lease lease = midstream.lease("benchmark")) {
            outcome = lease.upgrade(next, UpgradeOptions.DEFAULT, StageListener.NONE);
        }
        if (!(outcome instanceof Outcome.Done done)) {
            throw new IllegalStateException("not upgraded: " + outcome);
        }
        calls.only(app);
        long slowest = calls.slowestNanos();
        say(
                "%-10s %8d %8d %8d %8d %8d %8d %7d ms  %s",
                module,
                done.closure().reloads().size(),
                done.closure().classes(),
                stage(done, "verify"),
                stage(done, "load"),
                stage(done, "cutover"),
                stage(done, "drain"),
                slowest / 1_000_000,
                memory());
    }

    private static long stage(Outcome.Done done, String name) {
        return done.stages().stream()
                .filter(stage -> stage.name().equals(name))
                .mapToLong(stage -> stage.millis())
                .sum();
    }

    /** After a full collection, or released generations would count. */
    private static String memory() {
        System.gc();
        long metaspace =
                ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getName().equals("Metaspace"))
                        .map(MemoryPoolMXBean::getUsage)
                        .mapToLong(usage -> usage.getUsed())
                        .sum();
        return String.format(
                Locale.ROOT,
                "metaspace %d MiB, %d classes, heap %d MiB",
                metaspace >> 20,
                ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20);
    }

    private static long millis(long since) {
        return (System.nanoTime() - since) / 1_000_000;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is in a library not needed else
    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
