package dev.midstream.load;

import dev.midstream.load.LoadReport.Mark;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The sequence in which CARTS/1 is measured: a closed loop to warm up, a closed loop that says how
 * much the server can do, an open loop with upgrades in it, a closed loop that says how much it can
 * do now, and a sweep that reads every cart.
 *
 * <p>Expects a server that has just started, with its carts as they are preloaded.
 *
 * @param target the server's address
 * @param connections how many connections carry requests
 * @param idleConnections how many more are only watched during the open loop
 * @param times how long each part lasts
 * @param ratePerSecond of the open loop; 0 for half of what the server can do
 * @param command what upgrades the server, run by {@code sh}; empty for an open loop without. It
 *     finds the number of the version to go to in {@link #VERSION}
 * @param upgrades how often it is run: to version 2, 3, and so on. After one that failed there is
 *     no further one
 * @param stages words with which the command begins a line on its standard output when it has got
 *     so far; each becomes a mark
 * @param loyalty whether version 2 keeps points; if not, only its promotions differ
 * @param busyPolling whether the load's thread never sleeps
 */
public record CartsRun(
        InetSocketAddress target,
        int connections,
        int idleConnections,
        Times times,
        int ratePerSecond,
        Optional<String> command,
        int upgrades,
        Set<String> stages,
        boolean loyalty,
        boolean busyPolling) {

    /** The label of the instant at which the command was begun. */
    public static final String COMMAND = "command";

    /** The label of the instant at which the command had ended. */
    public static final String RETURNED = "returned";

    /** The label of the instant at which a command was ended that had not ended by itself. */
    public static final String GIVEN_UP = "given up";

    /** The environment variable with the number of the version that a command is to bring. */
    public static final String VERSION = "BENCH_VERSION";

    /** The label of an instant at which nothing was done. */
    public static final String PLACEBO = "placebo";

    /** The label of the first answer of the newer version. */
    public static final String CUTOVER = RunningLoad.FIRST + CartsOracle.V2;

    private static final Duration SWEEP_DEADLINE = Duration.ofMinutes(5);
    /* The longest window after a placebo instant that may not reach the command. */
    private static final Duration PLACEBO_WINDOW = Duration.ofSeconds(5);
    /* Between two upgrades: a few instants more, so that the yardstick ages with the process. */
    private static final Duration BETWEEN = Duration.ofSeconds(10);
    private static final int PLACEBOS_BETWEEN = 3;
    private static final int TIMED_OUT = 124;
    private static final long SEED = 1;

    /**
     * How long the parts last.
     *
     * @param warmUp the first closed loop
     * @param saturation the second one, and the one after the open loop
     * @param before the open loop before the command
     * @param after the open loop after the first answer of the newer version; after the command's
     *     end if there was none
     * @param afterReturn the open loop after the command's end, at least
     * @param atMost the open loop after the command's beginning, at most; the command, too, is
     *     ended then
     * @param placebos how many instants before the command are marked, at which nothing is done;
     *     evenly spaced, the last one 5 s before the command
     */
    public record Times(
            Duration warmUp,
            Duration saturation,
            Duration before,
            Duration after,
            Duration afterReturn,
            Duration atMost,
            int placebos) {}

    /**
     * What came of it.
     *
     * @param saturationPerSecond answers per second in the second closed loop
     * @param saturationAfterPerSecond the same after the open loop
     * @param ratePerSecond the open loop's rate
     * @param closed the first two closed loops
     * @param open the open loop
     * @param closedAfter the closed loop after it
     * @param sweep the sweep
     * @param commands how often the command was run
     * @param commandExit the last command's exit code; -1 if there was none, 124 if it was ended
     * @param abandonedCarts carts that were given up since too many of their requests had failed
     * @param collections garbage collections of the load's own process during the open loop: each
     *     looks like a silence of the server
     * @param collectionMillis how long they took together
     */
    public record Result(
            long saturationPerSecond,
            long saturationAfterPerSecond,
            int ratePerSecond,
            LoadReport closed,
            LoadReport open,
            LoadReport closedAfter,
            LoadReport sweep,
            int commands,
            int commandExit,
            int abandonedCarts,
            long collections,
            long collectionMillis) {

        /**
         * Whether every request got a right answer, nothing was forgotten and the command was done.
         */
        public boolean nothingLost() {
            return closed.nothingLost()
                    && open.nothingLost()
                    && closedAfter.nothingLost()
                    && sweep.nothingLost()
                    && abandonedCarts == 0
                    && commandExit <= 0;
        }
    }

    /** A closed loop, and the answers per second in its last part. */
    private record Closed(LoadReport report, long perSecond) {}

    /**
     * Runs it; takes as long as its parts together.
     *
     * @throws IOException if this process cannot get a selector, or the command cannot be started
     * @throws IllegalStateException if a load ended early
     */
    public Result run() throws IOException, InterruptedException {
        CartsOracle oracle = new CartsOracle(connections, SEED, CartsOracle.CARTS, loyalty);
        Closed first = closed(oracle, times.warmUp);
        int rate =
                ratePerSecond > 0
                        ? ratePerSecond
                        : Math.toIntExact(Math.max(1, first.perSecond / 2));
        // What the closed loop has left behind is not collected while latencies are measured.
        System.gc();
        long collected = collections(true);
        long collecting = collections(false);
        int exit = -1;
        int commands = 0;
        LoadReport open;
        Pace steady = new Pace.Open(rate);
        try (RunningLoad load = Load.start(plan(steady, connections, idleConnections), oracle)) {
            placebos(load, times.before, times.placebos);
            if (command.isEmpty()) {
                pause(times.after);
            }
            while (command.isPresent() && commands < upgrades && exit <= 0) {
                if (commands > 0) {
                    placebos(load, between(), Math.min(PLACEBOS_BETWEEN, times.placebos));
                }
                commands++;
                exit = upgrade(load, command.get(), 1 + commands);
            }
            open = load.stop();
        }
        collected = collections(true) - collected;
        collecting = collections(false) - collecting;
        Closed last = closed(oracle, Duration.ZERO);
        return new Result(
                first.perSecond,
                last.perSecond,
                rate,
                first.report,
                open,
                last.report,
                sweep(oracle),
                commands,
                exit,
                oracle.abandonedCarts(),
                collected,
                collecting);
    }

    private Closed closed(CartsOracle oracle, Duration warmUp)
            throws IOException, InterruptedException {
        try (RunningLoad load = Load.start(plan(new Pace.Closed(), connections, 0), oracle)) {
            pause(warmUp);
            long began = System.nanoTime();
            long already = requests(load);
            pause(times.saturation);
            long done = requests(load) - already;
            long perSecond = done * 1_000_000_000L / Math.max(1, System.nanoTime() - began);
            return new Closed(load.stop(), perSecond);
        }
    }

    private Duration between() {
        return times.before.compareTo(BETWEEN) < 0 ? times.before : BETWEEN;
    }

    /** The time before a command, with its instants at which nothing is done. */
    private static void placebos(RunningLoad load, Duration before, int count)
            throws InterruptedException {
        long began = System.nanoTime();
        long room = before.minus(PLACEBO_WINDOW).toNanos();
        for (int i = 1; i <= count && room > 0; i++) {
            pause(Duration.ofNanos(began + room * i / count - System.nanoTime()));
            load.mark(PLACEBO);
        }
        pause(before.minusNanos(System.nanoTime() - began));
    }

    /** A command, and the time after it. */
    private int upgrade(RunningLoad load, String words, int version)
            throws IOException, InterruptedException {
        load.mark(COMMAND);
        long began = System.nanoTime();
        int exit = execute(words, version, load);
        load.mark(exit == TIMED_OUT ? GIVEN_UP : RETURNED);
        long returned = System.nanoTime();
        List<Mark> marks = load.marks();
        // In the load's time, of which only differences are used here.
        long commandMillis = lastMillis(marks, COMMAND).orElse(0L);
        long cutover =
                lastMillis(marks, cutover(version))
                        .map(at -> began + (at - commandMillis) * 1_000_000)
                        .orElse(returned);
        long end =
                Math.min(
                        began + times.atMost.toNanos(),
                        Math.max(
                                cutover + times.after.toNanos(),
                                returned + times.afterReturn.toNanos()));
        pause(Duration.ofNanos(end - System.nanoTime()));
        return exit;
    }

    /** The label of the first answer of a version. */
    public static String cutover(int version) {
        return RunningLoad.FIRST + "v" + version;
    }

    private static Optional<Long> lastMillis(List<Mark> marks, String label) {
        return marks.reversed().stream()
                .filter(mark -> mark.label().equals(label))
                .map(Mark::millis)
                .findFirst();
    }

    private LoadReport sweep(CartsOracle oracle) throws IOException, InterruptedException {
        Oracle sweep = oracle.sweep(connections);
        try (RunningLoad load = Load.start(plan(new Pace.Closed(), connections, 0), sweep)) {
            load.awaitExhausted(SWEEP_DEADLINE);
            return load.stop();
        }
    }

    private LoadPlan plan(Pace pace, int busy, int idle) {
        return new LoadPlan(
                target,
                pace,
                busy,
                idle,
                List.of(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                busyPolling);
    }

    private static long requests(RunningLoad load) throws InterruptedException {
        return load.snapshotPerSecond().stream().mapToLong(LoadReport.SecondRow::requests).sum();
    }

    private static long collections(boolean count) {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(
                        count
                                ? GarbageCollectorMXBean::getCollectionCount
                                : GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    private int execute(String words, int version, RunningLoad load)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder("sh", "-c", words)
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put(VERSION, String.valueOf(version));
        Process process = builder.start();
        Thread reader = Thread.ofVirtual().start(() -> follow(process, load));
        if (!process.waitFor(times.atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroy();
            return TIMED_OUT;
        }
        // Something that the command has left behind may hold its output open.
        reader.join(Duration.ofSeconds(1));
        return process.exitValue();
    }

    /** Marks the stages that the command reports. */
    private void follow(Process process, RunningLoad load) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String word = line.strip().split("\\s", 2)[0];
                if (stages.contains(word)) {
                    load.mark(word);
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (IOException closed) {
            throw new UncheckedIOException("the command's output cannot be read", closed);
        }
    }

    /** Lets the load run for a while. */
    private static void pause(Duration time) throws InterruptedException {
        new CountDownLatch(1).await(Math.max(0, time.toNanos()), TimeUnit.NANOSECONDS);
    }
}
