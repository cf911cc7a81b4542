package dev.midstream.benchmarks;

import dev.midstream.benchmarks.contract.ActorWork;
import java.util.Arrays;
import java.util.Locale;

/**
 * Messages per second through Midstream's actors and through Apache Pekko's typed ones: the same
 * work, in one process, in rounds of which every other one begins with the other, through resolved
 * handles, every message checked. Prints medians over the rounds and the median of their ratios,
 * with the least and the most.
 *
 * <p>{@code java -cp benchmarks.jar dev.midstream.benchmarks.ActorComparison [ROUNDS]}
 */
public final class ActorComparison {

    private static final int ACTORS = 64;
    private static final int TELLS = 20_000;
    private static final int ASKS = 5_000;
    private static final int BALLS = 64;
    private static final int STEPS = 20_000;
    private static final int WARM_ROUNDS = 3;

    private ActorComparison() {}

    private interface Work {
        void run(ActorWork work);
    }

    /** Runs it. */
    public static void main(String[] arguments) {
        int rounds = arguments.length == 0 ? 7 : Integer.parseInt(arguments[0]);
        try (MidstreamActors midstream = new MidstreamActors();
                PekkoActors pekko = new PekkoActors(ACTORS)) {
            ActorWork ours = midstream.work();
            compare(
                    "tells",
                    (long) ACTORS * TELLS,
                    rounds,
                    ours,
                    pekko,
                    w -> w.tells(ACTORS, TELLS));
            compare("asks", (long) ACTORS * ASKS, rounds, ours, pekko, w -> w.asks(ACTORS, ASKS));
            compare(
                    "asks by key",
                    (long) ACTORS * ASKS,
                    rounds,
                    ours,
                    pekko,
                    w -> w.keyedAsks(ACTORS, ASKS));
            compare(
                    "actor to actor",
                    (long) BALLS * STEPS,
                    rounds,
                    ours,
                    pekko,
                    w -> w.ring(ACTORS, BALLS, STEPS));
        }
    }

    private static void compare(
            String what, long messages, int rounds, ActorWork ours, ActorWork theirs, Work work) {
        double[] midstream = new double[rounds];
        double[] pekko = new double[rounds];
        double[] ratios = new double[rounds];
        for (int round = -WARM_ROUNDS; round < rounds; round++) {
            boolean oursFirst = round % 2 == 0;
            double first = perSecond(messages, oursFirst ? ours : theirs, work);
            double second = perSecond(messages, oursFirst ? theirs : ours, work);
            if (round >= 0) {
                midstream[round] = oursFirst ? first : second;
                pekko[round] = oursFirst ? second : first;
                ratios[round] = midstream[round] / pekko[round];
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%-15s Midstream %,12.0f /s (%,.0f to %,.0f)   Pekko %,12.0f /s (%,.0f to %,.0f)  "
                        + " ratio %.2f (%.2f to %.2f)%n",
                what,
                median(midstream),
                midstream[0],
                midstream[rounds - 1],
                median(pekko),
                pekko[0],
                pekko[rounds - 1],
                median(ratios),
                ratios[0],
                ratios[rounds - 1]);
    }

    private static double perSecond(long messages, ActorWork work, Work what) {
        long begun = System.nanoTime();
        what.run(work);
        return messages * 1e9 / (System.nanoTime() - begun);
    }

    /** Sorts, and takes the middle. */
    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
