package dev.midstream.benchmarks;

import dev.midstream.benchmarks.contract.Keep;
import dev.midstream.runtime.Lease;
import dev.midstream.runtime.Midstream;
import dev.midstream.runtime.upgrade.Confirm;
import dev.midstream.runtime.upgrade.Outcome;
import dev.midstream.runtime.upgrade.Stage;
import dev.midstream.runtime.upgrade.StageListener;
import dev.midstream.runtime.upgrade.StageTime;
import dev.midstream.runtime.upgrade.UpgradeOptions;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What it costs to take actors along: upgrades and rollbacks of living actors while others ask
 * them.
 *
 * <pre>
 * java -Xmx4g -cp benchmarks.jar dev.midstream.benchmarks.StateMigration flat 1000000 5
 * java -Xmx4g -cp benchmarks.jar dev.midstream.benchmarks.StateMigration catalogue 1000000 1
 * </pre>
 *
 * <p>The words: which states, how many actors, how many pairs of an upgrade and its rollback.
 */
public final class StateMigration {

    private static final long AROUND = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int PLACEBOS = 10;
    private static final long BETWEEN_PLACEBOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long SETTLE = TimeUnit.SECONDS.toNanos(1);

    private final Midstream host;
    private final int actors;
    private final Keep keep;
    private final List<Double> silences = new ArrayList<>();
    private final List<Double> placeboSilences = new ArrayList<>();
    private final List<Double> sweepRatios = new ArrayList<>();
    private final List<Double> rehearseRatios = new ArrayList<>();

    private StateMigration(Midstream host, int actors) {
        this.host = host;
        this.actors = actors;
        this.keep = host.reference(Keep.class);
    }

    /** Runs it and prints it. */
    public static void main(String[] words) throws Exception {
        boolean shared = words.length > 0 && words[0].equals("catalogue");
        int actors = words.length > 1 ? Integer.parseInt(words[1]) : 1_000_000;
        int pairs = words.length > 2 ? Integer.parseInt(words[2]) : 5;
        byte[] one = shared ? KeepApp.catalogue(1) : KeepApp.flat(1);
        byte[] two = shared ? KeepApp.catalogue(2) : KeepApp.flat(2);
        try (Midstream host = Midstream.builder().artefact(one).contract(Keep.class).start()) {
            new StateMigration(host, actors).run(two, pairs);
        }
    }

    private void run(byte[] two, int pairs) throws Exception {
        long begun = System.nanoTime();
        keep.create(0, actors);
        say("%,d actors made in %.1f s", actors, (System.nanoTime() - begun) / 1e9);
        long before = used();
        say(
                "%-8s %12s %12s %10s %12s %12s %12s %10s",
                "",
                "silence ms",
                "placebo ms",
                "sweep s",
                "ns/state",
                "p99 sweep µs",
                "placebo µs",
                "GC ms");
        for (int pair = 0; pair < pairs; pair++) {
            measured("upgrade", listener -> upgrade(two, listener));
            if (pair == 0) {
                say("live heap: %,d KiB before, %,d KiB after", before >> 10, used() >> 10);
            }
            measured("rollback", this::rollback);
        }
        try (Lease lease = host.lease("benchmark")) {
            done(lease.upgrade(two, options(Confirm.NOW), StageListener.NONE));
        }
        say("live heap: %,d KiB once the first version is gone", used() >> 10);
        say("medians of %d switches (least, most):", silences.size());
        say("silence at the cutover   %s ms", text(silences));
        say("silence at a placebo     %s ms", text(placeboSilences));
        say("p99 in the sweep         %s x placebo", text(sweepRatios));
        say("p99 in the dry run       %s x placebo", text(rehearseRatios));
    }

    private interface Switch {
        Outcome with(StageListener listener) throws Exception;
    }

    private Outcome upgrade(byte[] two, StageListener listener) throws Exception {
        try (Lease lease = host.lease("benchmark")) {
            return lease.upgrade(two, options(Confirm.AUTO), listener);
        }
    }

    private Outcome rollback(StageListener listener) throws Exception {
        try (Lease lease = host.lease("benchmark")) {
            return lease.rollback(options(Confirm.AUTO), listener);
        }
    }

    private static UpgradeOptions options(Confirm confirm) {
        return new UpgradeOptions(confirm, false, Duration.ofSeconds(30)).warm(false);
    }

    private void measured(String what, Switch with) throws Exception {
        try (Foreground foreground = new Foreground(keep, actors)) {
            LockSupport.parkNanos(SETTLE); // the first second is the foreground's own beginning
            List<Long> placebos = new ArrayList<>();
            for (int i = 0; i < PLACEBOS; i++) {
                placebos.add(System.nanoTime());
                LockSupport.parkNanos(BETWEEN_PLACEBOS);
            }
            long quietEnd = System.nanoTime();
            Clocks clocks = new Clocks();
            long collecting = collecting();
            done(with.with(clocks));
            long collected = collecting() - collecting;
            LockSupport.parkNanos(AROUND);
            long cutover = clocks.since(Stage.CUTOVER);
            double silence = foreground.silence(cutover, AROUND) / 1e6;
            List<Double> quiet =
                    placebos.stream().map(at -> foreground.silence(at, AROUND) / 1e6).toList();
            double usual = foreground.p99(placebos.getFirst(), quietEnd);
            double sweeping =
                    foreground.p99(clocks.since(Stage.MIGRATE), clocks.ended(Stage.MIGRATE));
            silences.add(silence);
            placeboSilences.add(Spread.of(quiet).median());
            sweepRatios.add(sweeping / usual);
            if (clocks.has(Stage.REHEARSE)) {
                rehearseRatios.add(
                        foreground.p99(clocks.since(Stage.REHEARSE), clocks.ended(Stage.REHEARSE))
                                / usual);
                say(
                        "%-8s dry run %.2f s, %.0f ns of processor per state",
                        "",
                        clocks.nanos(Stage.REHEARSE) / 1e9,
                        (double) clocks.cpu(Stage.REHEARSE) / actors);
            }
            say(
                    "%-8s %12.2f %12.2f %10.2f %12.0f %12.0f %12.0f %10d",
                    what,
                    silence,
                    Spread.of(quiet).median(),
                    clocks.nanos(Stage.MIGRATE) / 1e9,
                    (double) clocks.cpu(Stage.MIGRATE) / actors,
                    sweeping / 1e3,
                    usual / 1e3,
                    collected);
        }
    }

    private static void done(Outcome outcome) {
        if (!(outcome instanceof Outcome.Done)) {
            throw new IllegalStateException("not done: " + outcome);
        }
    }

    /** When stages began and ended, and what processor time their thread took. */
    private static final class Clocks implements StageListener {
        private final Map<Stage, long[]> wall = new EnumMap<>(Stage.class);
        private final Map<Stage, long[]> cpu = new EnumMap<>(Stage.class);

        @Override
        public void begun(Stage stage) {
            wall.put(stage, new long[] {System.nanoTime(), 0});
            cpu.put(stage, new long[] {ownCpu(), 0});
        }

        @Override
        public void ended(Stage stage, StageTime time) {
            of(cpu, stage)[1] = ownCpu();
            of(wall, stage)[1] = System.nanoTime();
        }

        private static long[] of(Map<Stage, long[]> all, Stage stage) {
            long[] times = all.get(stage);
            if (times == null) {
                throw new IllegalStateException("there was no stage " + stage);
            }
            return times;
        }

        private static long ownCpu() {
            return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }

        boolean has(Stage stage) {
            return wall.containsKey(stage);
        }

        long since(Stage stage) {
            return of(wall, stage)[0];
        }

        long ended(Stage stage) {
            return of(wall, stage)[1];
        }

        long nanos(Stage stage) {
            return ended(stage) - since(stage);
        }

        long cpu(Stage stage) {
            long[] times = of(cpu, stage);
            return times[1] - times[0];
        }
    }

    private static long collecting() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static String text(List<Double> values) {
        Spread spread = Spread.of(values);
        return String.format(
                Locale.ROOT, "%.2f (%.2f, %.2f)", spread.median(), spread.least(), spread.most());
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is in a library not needed else
    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
