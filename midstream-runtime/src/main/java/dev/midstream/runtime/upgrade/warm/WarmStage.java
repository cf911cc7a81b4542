package dev.midstream.runtime.upgrade.warm;

import dev.midstream.api.AppModule;
import dev.midstream.api.Warmup;
import dev.midstream.runtime.actor.Crossing;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.generation.Cancellation;
import dev.midstream.runtime.generation.Gate;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.Lifecycle;
import dev.midstream.runtime.generation.ModuleInstance;
import dev.midstream.runtime.generation.Shadow;
import dev.midstream.runtime.generation.WarmReport;
import dev.midstream.runtime.priority.StandBack;
import dev.midstream.runtime.record.Reservoir;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The stage warm. One per host; used by one thread at a time. */
public final class WarmStage {

    /** Fewer requests and turns than this leave no code hot that could get cold. */
    private static final long LEAST_TRAFFIC = 2_000;

    private static final String THREAD = "midstream-warm";

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** A run that lasts longer is interrupted, and its kind given up. */
    private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** How long the replaying thread may take to end. */
    private static final Duration ENDING = Duration.ofSeconds(2);

    private final Gate gate;
    private final Duration budget;
    private final Duration hooks;
    private final boolean ownsProcess;

    /**
     * The stage.
     *
     * @param gate leads to what serves; its doors have kept requests
     * @param budget the longest that a warm-up may take
     * @param hooks deadline of each module's {@code warm}
     * @param ownsProcess whether the JIT's threads stand back meanwhile
     */
    public WarmStage(Gate gate, Duration budget, Duration hooks, boolean ownsProcess) {
        this.gate = gate;
        this.budget = budget;
        this.hooks = hooks;
        this.ownsProcess = ownsProcess;
    }

    /**
     * What a warm-up has come to.
     *
     * @param report the evidence
     * @param findings what there is to say; nothing of it refuses
     */
    public record Warmed(WarmReport report, List<Finding> findings) {
        /** Copies the list. */
        public Warmed {
            findings = List.copyOf(findings);
        }
    }

    /**
     * Whether there is anything to warm with: enough traffic, or a module that adds work itself.
     *
     * @param live what serves
     * @param candidates the instances of the generation to come
     */
    public boolean hasWork(Generation live, List<ModuleInstance> candidates) {
        if (budget.isZero()) {
            return false;
        }
        long requests =
                gate.doors().stream()
                        .flatMap(door -> door.requests().stream())
                        .mapToLong(Reservoir.Kind::count)
                        .sum();
        return requests + live.behaviours().sampled() >= LEAST_TRAFFIC
                || candidates.stream().anyMatch(WarmStage::addsItself);
    }

    private static boolean addsItself(ModuleInstance candidate) {
        return candidate
                .descriptor()
                .entry()
                .map(entry -> {
                    try {
                        return Class.forName(entry.className(), false, candidate.loader())
                                        .getMethod("warm", Warmup.class)
                                        .getDeclaringClass()
                                != AppModule.class;
                    } catch (ReflectiveOperationException | LinkageError unreadable) {
                        return false; // making its object says what is wrong
                    }
                })
                .orElse(false);
    }

    /**
     * Warms. Takes as long as the JIT needs, at most the budget.
     *
     * @param shadow where to run; the caller throws it away
     * @param live what serves
     * @param crossings how states and messages of actors come to the new version, by type
     * @param back makes this thread and those that it starts stand back
     * @throws CancellationException if it was cancelled
     */
    public Warmed warm(
            Shadow shadow,
            Generation live,
            Map<String, Crossing> crossings,
            StandBack back,
            Cancellation cancellation) {
        long begun = System.nanoTime();
        shadow.actors()
                .open(gate::desk, live.behaviours(), shadow.generation().behaviours(), crossings);
        Pieces pieces = new Pieces(gate, shadow, live, new Lifecycle(hooks, cancellation));
        pieces.collect();
        List<Piece> all = pieces.all();
        Replayer replayer = new Replayer(all, shadow.actors()::forget, 0.1);
        try (CompileWatch watch = new CompileWatch(loaders(shadow.generation()))) {
            Pace pace = new Pace(ownsProcess ? 0.9 : 0.3, StandBack.isBehind());
            pace.calibrate();
            Thread thread =
                    Thread.ofPlatform()
                            .name(THREAD)
                            .daemon(true)
                            .inheritInheritableThreadLocals(false)
                            .unstarted(replayer);
            thread.setContextClassLoader(null);
            boolean settled;
            thread.start();
            try {
                Watching watching = new Watching(replayer, watch, back, pace, thread);
                settled = watching.await(begun + budget.toNanos(), cancellation);
            } finally {
                end(replayer, thread);
            }
            WarmReport report = report(begun, settled, back.describe(), replayer, watch, pieces);
            List<Finding> findings = new ArrayList<>(pieces.findings());
            findings.addAll(WarmFindings.of(report, budget));
            return new Warmed(report, findings);
        }
    }

    private static Set<String> loaders(Generation generation) {
        return generation.modules().stream()
                .map(instance -> String.valueOf(instance.loader().getName()))
                .collect(Collectors.toSet());
    }

    private static void end(Replayer replayer, Thread thread) {
        replayer.stop();
        try {
            if (!thread.join(ENDING.dividedBy(2))) {
                thread.interrupt();
                thread.join(ENDING.dividedBy(2));
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    /** The stage's own thread while the other one replays. */
    private record Watching(
            Replayer replayer, CompileWatch watch, StandBack back, Pace pace, Thread thread) {

        /** Whether it settled before the end. */
        boolean await(long end, Cancellation cancellation) {
            int empty = 0;
            long looked = System.nanoTime();
            Starving starving = new Starving(watch);
            while (System.nanoTime() - end < 0 && thread.isAlive()) {
                pace.look();
                replayer.duty(pace.duty());
                cancellation.check();
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("interrupted while warming");
                }
                replayer.interruptIfLongerThan(STUCK_NANOS);
                if (System.nanoTime() - looked < LOOK_NANOS) {
                    continue;
                }
                looked = System.nanoTime();
                int queued = watch.queued();
                if (starving.look(queued)) {
                    back.restoreCompilers();
                } else {
                    back.again();
                }
                empty = queued <= 0 ? empty + 1 : 0;
                if (replayer.allSettled() && empty >= 2 && watch.quiet()) {
                    return true;
                }
            }
            return !thread.isAlive(); // then nothing can be replayed
        }
    }

    private static WarmReport report(
            long begun,
            boolean settled,
            String pacing,
            Replayer replayer,
            CompileWatch watch,
            Pieces pieces) {
        List<WarmReport.Kind> kinds =
                pieces.all().stream()
                        .map(piece ->
                                new WarmReport.Kind(
                                        piece.name(),
                                        piece.percent(),
                                        piece.runs(),
                                        piece.nanos(),
                                        piece.liveNanos(),
                                        piece.cold()))
                        .toList();
        List<Piece> traffic = pieces.requests().isEmpty() ? pieces.turns() : pieces.requests();
        return new WarmReport(
                settled,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun),
                replayer.cpuMillis(),
                replayer.runs(),
                watch.compiled(),
                watch.deoptimised(),
                traffic.stream()
                        .filter(piece -> piece.cold().isPresent())
                        .mapToDouble(Piece::percent)
                        .sum(),
                pacing,
                kinds);
    }
}
