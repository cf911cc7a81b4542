package dev.midstream.server.bench;

import dev.midstream.load.CartsRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a benchmark does.
 *
 * @param root the repository's folder
 * @param out where results go
 * @param contestants names of those who take part; empty for all
 * @param rounds how many times each of them runs
 * @param attempts how often a run is tried that others disturb
 * @param ratePerSecond the open loop's rate; 0 for half of what the contestant can do
 * @param upgrades how many upgrades there are in the open loop of a run; 0 for only the closed loop
 *     that says how much a server can do
 * @param times how long the parts of a run last
 * @param heap words for the JVM of each contestant that has one
 */
public record BenchPlan(
        Path root,
        Path out,
        List<String> contestants,
        int rounds,
        int attempts,
        int ratePerSecond,
        int upgrades,
        CartsRun.Times times,
        String heap) {

    /** More of a core than this used by others, and a run does not count. */
    static final double FOREIGN_LIMIT = 0.10;

    private static final int PLACEBOS = 10;

    /** As the workload says, with room for ten placebo instants before the command. */
    public static CartsRun.Times full() {
        return times(14, 4, 30, 180);
    }

    /** Short, for a first look: four contestants in five minutes, however slow their unload is. */
    public static CartsRun.Times quick() {
        return times(6, 2, 12, 40);
    }

    /** Closed loops only. */
    public static CartsRun.Times saturation(boolean quick) {
        Duration none = Duration.ZERO;
        return new CartsRun.Times(
                Duration.ofSeconds(quick ? 6 : 14),
                Duration.ofSeconds(quick ? 3 : 6),
                none,
                none,
                none,
                none,
                0);
    }

    private static CartsRun.Times times(int warmUp, int saturation, int before, int atMost) {
        return new CartsRun.Times(
                Duration.ofSeconds(warmUp),
                Duration.ofSeconds(saturation),
                Duration.ofSeconds(before),
                Duration.ofSeconds(16),
                Duration.ofSeconds(10),
                Duration.ofSeconds(atMost),
                PLACEBOS);
    }
}
