package dev.midstream.runtime.upgrade;

import dev.midstream.runtime.actor.ActorEngine;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.generation.Cancellation;
import dev.midstream.runtime.generation.Gate;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.priority.StandBack;
import dev.midstream.runtime.upgrade.confirm.ConfirmError;
import dev.midstream.runtime.upgrade.confirm.Lineage;
import dev.midstream.runtime.upgrade.load.LoadStage;
import dev.midstream.runtime.upgrade.unload.UnloadStage;
import dev.midstream.runtime.upgrade.verify.VerifyStage;
import dev.midstream.runtime.upgrade.warm.WarmStage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The sequence of an upgrade: {@link Preparation}, which may fail freely, then {@link Switching},
 * which does not. One per host; used by one thread at a time, under the lease.
 */
@SuppressWarnings("exports") // Its parts stay hidden: only Midstream makes one.
public final class Pipeline {

    /** More than any upgrade may take: then priorities are put back all the same. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Lineage lineage;
    private final VerifyStage verify;
    private final UnloadStage unload;
    private final Preparation preparation;
    private final Switching switching;
    private final Gone gone;

    private final boolean standsBack;

    /** The highest number that a generation has had. */
    private int numbers;

    /**
     * A pipeline.
     *
     * @param referenced the contracts that the host holds references to, asked at each upgrade
     * @param switched hears of each generation right after its cutover; must not block
     * @param actors the host's actors, which follow each cutover
     * @param standsBack whether a preparation goes behind threads that serve
     */
    public Pipeline(
            Gate gate,
            Lineage lineage,
            VerifyStage verify,
            LoadStage load,
            WarmStage warm,
            UnloadStage unload,
            Supplier<Set<Class<?>>> referenced,
            Consumer<Generation> switched,
            ActorEngine actors,
            boolean standsBack) {
        this.lineage = lineage;
        this.verify = verify;
        this.unload = unload;
        this.gone = new Gone(lineage, unload);
        this.preparation =
                new Preparation(lineage, verify, load, warm, unload, actors.migrator(), referenced);
        this.standsBack = standsBack;
        this.switching = new Switching(gate, lineage, actors.migrator(), gone, switched);
        this.numbers = lineage.current().number();
    }

    /**
     * Upgrades to an artefact's bytes; every failure before the cutover is a refusal.
     *
     * @param recorded the configuration to go back to, without secrets; empty for the one that the
     *     sources say now
     */
    public Outcome upgrade(
            byte[] file,
            Optional<String> recorded,
            UpgradeOptions options,
            Cancellation cancellation,
            StageListener listener) {
        return standing(
                listener,
                (run, back) -> {
                    lineage.checkUpgradable(options.confirmRunning());
                    Preparation.Wish wish = new Preparation.Wish(file, recorded, options, false);
                    return switch (prepare(wish, back, cancellation, run)) {
                        case Prepared.Same() -> unchanged("runs already", run);
                        case Prepared.Loaded loaded -> {
                            cancel(cancellation, loaded.generation());
                            numbers = loaded.generation().number();
                            yield switching.forward(loaded, options, back, run);
                        }
                    };
                });
    }

    /** Does all of an upgrade that comes before the cutover, and lets it go again. */
    public Outcome check(
            byte[] file,
            UpgradeOptions options,
            Cancellation cancellation,
            StageListener listener) {
        return standing(
                listener,
                (run, back) -> {
                    Preparation.Wish wish =
                            new Preparation.Wish(file, Optional.empty(), options.warm(false), true);
                    return switch (prepare(wish, back, cancellation, run)) {
                        case Prepared.Same() -> unchanged("runs already", run);
                        case Prepared.Loaded loaded -> {
                            unload.release(loaded.generation());
                            yield Outcomes.checked(lineage.current(), loaded, run);
                        }
                    };
                });
    }

    /** Makes the current generation permanent and lets the previous one go. */
    public Outcome confirm() {
        return refusable(
                StageListener.NONE,
                run -> {
                    if (lineage.confirmed()) {
                        return unchanged("is confirmed already", run);
                    }
                    Generation current = lineage.current();
                    int from = lineage.previous().map(Generation::number).orElse(current.number());
                    List<Finding> dropped = switching.confirm(run);
                    gone.release(run);
                    return Outcomes.confirmed(current, from, dropped, run);
                });
    }

    /**
     * What a rollback should say: that the sources of configuration say something else than what
     * runs, and would be followed by the next upgrade or start.
     *
     * @param file the artefact that the current generation was made of
     */
    public Optional<Finding> differingConfiguration(byte[] file) {
        Generation current = lineage.current();
        return verify.configuration(file, current).flatMap(now -> Changes.differing(current, now));
    }

    /** Whether a previous generation is loaded, so that a rollback is one store. */
    public boolean canRollBackWarm() {
        return lineage.previous().isPresent();
    }

    /** Goes back to the previous generation, which is still warm; there must be one. */
    public Outcome rollback(UpgradeOptions options, StageListener listener) {
        Generation back = lineage.previous().orElseThrow();
        Run run = new Run(listener);
        try {
            Generation left = lineage.current();
            List<Finding> findings = switching.back(left, back, options, run);
            return Outcomes.rolledBack(left, back, findings, run);
        } catch (Refused impossible) {
            throw new AssertionError("no stage of a rollback refuses", impossible);
        }
    }

    /** The refusal of a rollback that has nowhere to go. */
    public Outcome nothingToRollBack(String why) {
        Finding finding =
                Finding.error(
                        ConfirmError.NOTHING_TO_ROLL_BACK,
                        "generation " + lineage.current().number(),
                        why,
                        "Upgrade to the release you want with `midstream upgrade FILE`");
        return Outcomes.refused(lineage.current(), List.of(finding), new Run(StageListener.NONE));
    }

    /** Lets go the generations that leave and that no work holds any more. */
    public void releaseGone() {
        gone.release();
    }

    /** Lets every generation go, the current one too. Nothing may enter the gate any more. */
    public void close() {
        lineage.close().forEach(unload::release);
    }

    private interface Pass {
        Outcome through(Run run) throws Refused;
    }

    private Outcome refusable(StageListener listener, Pass pass) {
        Run run = new Run(listener);
        try {
            return pass.through(run);
        } catch (Refused refused) {
            return Outcomes.refused(lineage.current(), refused.findings(), run);
        } catch (CancellationException e) {
            return Outcomes.refused(lineage.current(), List.of(Outcomes.cancelled()), run);
        }
    }

    /** A pass that stands back, behind what serves. */
    @FunctionalInterface
    private interface Standing {
        Outcome through(Run run, StandBack back) throws Refused;
    }

    private Outcome standing(StageListener listener, Standing pass) {
        return standsBack
                ? StandBack.during(
                        LONGEST, back -> refusable(listener, run -> pass.through(run, back)))
                : refusable(listener, run -> pass.through(run, StandBack.none()));
    }

    private Prepared prepare(
            Preparation.Wish wish, StandBack back, Cancellation cancellation, Run run)
            throws Refused {
        gone.release();
        int number = Math.max(numbers, lineage.current().number()) + 1;
        return preparation.prepare(wish, number, back, cancellation, run);
    }

    private void cancel(Cancellation cancellation, Generation loaded) {
        try {
            cancellation.close();
        } catch (CancellationException e) {
            unload.release(loaded);
            throw e;
        }
    }

    private Outcome unchanged(String why, Run run) {
        return Outcomes.unchanged(lineage.current(), lineage.confirmed(), why, run);
    }
}
