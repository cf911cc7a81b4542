package dev.midstream.benchmarks;

import dev.midstream.benchmarks.contract.Front;
import dev.midstream.load.Load;
import dev.midstream.load.LoadPlan;
import dev.midstream.load.LoadReport;
import dev.midstream.load.LoadReport.Window;
import dev.midstream.load.RunningLoad;
import dev.midstream.netty.HttpDoor;
import dev.midstream.netty.HttpDoorOptions;
import dev.midstream.runtime.Lease;
import dev.midstream.runtime.Midstream;
import dev.midstream.runtime.generation.WarmReport;
import dev.midstream.runtime.upgrade.Outcome;
import dev.midstream.runtime.upgrade.StageListener;
import dev.midstream.runtime.upgrade.UpgradeOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What warming takes, against the size of what is warmed: the app of 40 modules is asked over HTTP
 * in an open loop, and upgraded at the bottom, in the middle and at the top, once for each number
 * of classes per module through which a request goes.
 *
 * <pre>LayeredWarmup [CLASSES per module] [REQUESTS per second] [ASKED per module]...</pre>
 */
public final class LayeredWarmup {

    private static final long SETTLE_SECONDS = 20;
    private static final long AFTER_SECONDS = 6;

    private LayeredWarmup() {}

    /** What one upgrade took, to be printed when the load has said what clients saw. */
    private record Seen(String module, Outcome.Done done, int placebo, int command, int cutover) {}

    /** Runs it and prints it; see above for the words. */
    public static void main(String[] words) throws Exception {
        int classes = words.length > 0 ? Integer.parseInt(words[0]) : 100;
        int rate = words.length > 1 ? Integer.parseInt(words[1]) : 500;
        List<Integer> asked = new ArrayList<>();
        for (int i = 2; i < words.length; i++) {
            asked.add(Integer.parseInt(words[i]));
        }
        for (int perModule : asked.isEmpty() ? List.of(0, 5, 20) : asked) {
            Path folder = Files.createTempDirectory("midstream-warm-");
            try {
                run(new LayeredApp(folder, classes, perModule), perModule, rate);
            } finally {
                delete(folder);
            }
        }
    }

    private static void run(LayeredApp app, int perModule, int rate) throws Exception {
        byte[] first = app.artefact();
        say(
                "%n%d modules, %d classes, %d of each asked per request; %d requests/s",
                LayeredApp.names().size(), app.classes(), perModule, rate);
        HttpDoorOptions options = HttpDoorOptions.defaults().port(0).loops(1);
        try (Midstream midstream =
                        Midstream.builder().artefact(first).contract(Front.class).start();
                HttpDoor door = HttpDoor.open(midstream.gate(), options)) {
            LayeredOracle oracle = new LayeredOracle(app);
            LoadPlan plan =
                    LoadPlan.to("127.0.0.1", door.address().getPort())
                            .rate(rate)
                            .connections(16, 0);
            List<Seen> seen = new ArrayList<>();
            LoadReport report;
            try (RunningLoad load = Load.start(plan, oracle)) {
                pause(SETTLE_SECONDS);
                for (String module :
                        List.of(LayeredApp.BOTTOM, LayeredApp.MIDDLE, LayeredApp.TOP)) {
                    app.edit(module);
                    seen.add(upgrade(midstream, load, oracle, app, module));
                }
                report = load.stop();
            }
            print(seen, report);
            if (!report.nothingLost()) {
                throw new IllegalStateException("something was lost: " + report.samples());
            }
        }
    }

    private static Seen upgrade(
            Midstream midstream,
            RunningLoad load,
            LayeredOracle oracle,
            LayeredApp app,
            String module)
            throws Exception {
        byte[] next = app.artefact();
        int placebo = load.marks().size();
        load.mark("placebo");
        pause(AFTER_SECONDS);
        oracle.orNext(app);
        int command = load.marks().size();
        load.mark("command");
        Outcome outcome;
        try (Lease lease = midstream.lease("benchmark")) {
            outcome = lease.upgrade(next, UpgradeOptions.DEFAULT, StageListener.NONE);
        }
        if (!(outcome instanceof Outcome.Done done)) {
            throw new IllegalStateException("not upgraded: " + outcome);
        }
        pause(AFTER_SECONDS);
        oracle.only(app);
        return new Seen(module, done, placebo, command, command + 1);
    }

    private static void print(List<Seen> seen, LoadReport report) {
        say(
                "%-10s %7s %7s %8s %8s %8s %8s %7s  %8s %8s %8s %8s",
                "changed",
                "reloads",
                "classes",
                "warm ms",
                "cpu ms",
                "replayed",
                "compiled",
                "settled",
                "placebo",
                "warming",
                "0-1 s",
                "1-5 s");
        for (Seen one : seen) {
            WarmReport warm = one.done().warm().orElseThrow();
            say(
                    "%-10s %7d %7d %8d %8d %8d %8d %7s  %8.2f %8.2f %8.2f %8.2f",
                    one.module(),
                    one.done().closure().reloads().size(),
                    one.done().closure().classes(),
                    warm.millis(),
                    warm.cpuMillis(),
                    warm.replayed(),
                    warm.compiled(),
                    warm.settled() ? "yes" : "no",
                    p99(report, one.placebo(), 1_000, 5_000),
                    between(report, one.command()),
                    p99(report, one.cutover(), 0, 1_000),
                    p99(report, one.cutover(), 1_000, 5_000));
        }
    }

    /** In milliseconds. */
    private static double p99(LoadReport report, int mark, long from, long to) {
        LoadReport.Mark at = report.marks().get(mark);
        return report.windows().stream()
                .filter(window -> window.mark().equals(at.label()))
                .filter(window -> window.atMillis() == at.millis())
                .filter(window -> window.fromMillis() == from && window.toMillis() == to)
                .mapToDouble(window -> window.p99Micros() / 1_000.0)
                .findFirst()
                .orElseThrow();
    }

    /** From the command to the first new answer, which is the mark after it. */
    private static double between(LoadReport report, int command) {
        LoadReport.Mark at = report.marks().get(command);
        return report.windows().stream()
                .filter(window -> window.mark().startsWith(at.label() + Window.TO))
                .filter(window -> window.atMillis() == at.millis())
                .mapToDouble(window -> window.p99Micros() / 1_000.0)
                .findFirst()
                .orElseThrow();
    }

    private static void pause(long seconds) throws InterruptedException {
        boolean _ = new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
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
