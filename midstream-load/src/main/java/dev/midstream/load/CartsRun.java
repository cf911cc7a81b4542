package dev.midstream.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The sequence in which CARTS/1 is measured: a closed loop to warm up, a closed loop that says how
 * much the server can do, an open loop with an upgrade in it, and a sweep that reads every cart.
 *
 * <p>Expects a server that has just started, with its carts as they are preloaded.
 *
 * @param target the server's address
 * @param connections how many connections carry requests
 * @param idleConnections how many more are only watched during the open loop
 * @param warmUp how long the first closed loop lasts
 * @param saturation how long the second one lasts
 * @param ratePerSecond of the open loop; 0 for half of what the server can do
 * @param before how long the open loop lasts before the command
 * @param command what upgrades the server, run by {@code sh}; empty for an open loop without
 * @param after how long the open loop lasts after the command was begun
 * @param busyPolling whether the load's thread never sleeps
 */
public record CartsRun(
        InetSocketAddress target,
        int connections,
        int idleConnections,
        Duration warmUp,
        Duration saturation,
        int ratePerSecond,
        Duration before,
        Optional<String> command,
        Duration after,
        boolean busyPolling) {

    /** The label of the instant at which the command was begun. */
    public static final String COMMAND = "command";

    /** The label of the instant at which the command had ended. */
    public static final String RETURNED = "returned";

    private static final Duration SWEEP_DEADLINE = Duration.ofMinutes(5);
    private static final Duration COMMAND_DEADLINE = Duration.ofMinutes(5);
    private static final long SEED = 1;

    /**
     * What came of it.
     *
     * @param saturationPerSecond answers per second in the second closed loop
     * @param ratePerSecond the open loop's rate
     * @param closed both closed loops
     * @param open the open loop
     * @param sweep the sweep
     * @param commandExit the command's exit code; -1 if there was none, or it had not ended
     * @param abandonedCarts carts that were given up since too many of their requests had failed
     */
    public record Result(
            long saturationPerSecond,
            int ratePerSecond,
            LoadReport closed,
            LoadReport open,
            LoadReport sweep,
            int commandExit,
            int abandonedCarts) {

        /**
         * Whether every request got a right answer, nothing was forgotten and the command was done.
         */
        public boolean nothingLost() {
            return closed.nothingLost()
                    && open.nothingLost()
                    && sweep.nothingLost()
                    && abandonedCarts == 0
                    && commandExit <= 0;
        }
    }

    /**
     * Runs it; takes as long as its parts together.
     *
     * @throws IOException if this process cannot get a selector, or the command cannot be started
     * @throws IllegalStateException if a load ended early
     */
    public Result run() throws IOException, InterruptedException {
        CartsOracle oracle = new CartsOracle(connections, SEED);
        long perSecond;
        LoadReport closed;
        try (RunningLoad load = Load.start(plan(new Pace.Closed(), connections, 0), oracle)) {
            pause(warmUp);
            long began = System.nanoTime();
            long already = requests(load);
            pause(saturation);
            long done = requests(load) - already;
            perSecond = done * 1_000_000_000L / (System.nanoTime() - began);
            closed = load.stop();
        }
        int rate = ratePerSecond > 0 ? ratePerSecond : (int) Math.max(1, perSecond / 2);
        int exit = -1;
        LoadReport open;
        Pace steady = new Pace.Open(rate);
        try (RunningLoad load = Load.start(plan(steady, connections, idleConnections), oracle)) {
            pause(before);
            long began = System.nanoTime();
            if (command.isPresent()) {
                load.mark(COMMAND);
                exit = execute(command.get());
                load.mark(RETURNED);
            }
            pause(after.minusNanos(System.nanoTime() - began));
            open = load.stop();
        }
        return new Result(
                perSecond, rate, closed, open, sweep(oracle), exit, oracle.abandonedCarts());
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

    private static int execute(String command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder("sh", "-c", command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        if (!process.waitFor(COMMAND_DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroy();
            throw new IllegalStateException(
                    "'" + command + "' has not ended after " + COMMAND_DEADLINE.toSeconds() + " s");
        }
        return process.exitValue();
    }

    /** Lets the load run for a while. */
    private static void pause(Duration time) throws InterruptedException {
        new CountDownLatch(1).await(Math.max(0, time.toNanos()), TimeUnit.NANOSECONDS);
    }
}
