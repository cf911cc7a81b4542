package dev.midstream.benchmarks;

import dev.midstream.benchmarks.contract.TurnWork;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What actors cost that do nothing: makes many, each with a key and a state of one number, collects
 * garbage, and prints the heap they take, beside that of the same keys and states in two arrays.
 *
 * <p>{@code java -Xmx4g -cp benchmarks.jar dev.midstream.benchmarks.IdleActors [5000000]}
 */
public final class IdleActors {

    private static final int MANY = 5_000_000;
    private static final int LOOKED_AT = 100_000;

    private IdleActors() {}

    private record State(long number) {}

    /** Runs it. */
    public static void main(String[] arguments) {
        int count = arguments.length == 0 ? MANY : Integer.parseInt(arguments[0]);
        double own = keysAndStates(count);
        try (MidstreamActors host = new MidstreamActors()) {
            TurnWork work = host.turns();
            // What the first actors bring once is no matter of how many there are.
            work.create(-1_000, 0);
            long before = used();
            long begun = System.nanoTime();
            work.create(0, count);
            double seconds = (System.nanoTime() - begun) / 1e9;
            double all = (double) (used() - before) / count;
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < LOOKED_AT; i++) {
                int actor = random.nextInt(count);
                long state = work.stateOf(actor);
                if (state != actor) {
                    throw new IllegalStateException("actor " + actor + " keeps " + state);
                }
            }
            System.out.println(
                    String.format(
                            Locale.ROOT,
                            "%,d idle actors, made in %.1f s; %,d of them asked, all keep their"
                                    + " state%nbytes of heap per actor: %.1f, of which key and"
                                    + " state %.1f, the host's %.1f",
                            count,
                            seconds,
                            LOOKED_AT,
                            all,
                            own,
                            all - own));
        }
    }

    /** Bytes of heap that a key and a state take, without what refers to them. */
    private static double keysAndStates(int count) {
        String[] keys = new String[count];
        State[] states = new State[count];
        long before = used();
        for (int i = 0; i < count; i++) {
            keys[i] = "idle-" + i;
            states[i] = new State(i);
        }
        long after = used();
        if (!keys[count - 1].endsWith(String.valueOf(states[count - 1].number()))) {
            throw new IllegalStateException("keys and states do not match");
        }
        return (double) (after - before) / count;
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
