package dev.midstream.runtime.upgrade;

import dev.midstream.runtime.actor.ActorEngine;
import dev.midstream.runtime.actor.Behaviour;
import dev.midstream.runtime.actor.Crossing;
import dev.midstream.runtime.actor.Crossings;
import dev.midstream.runtime.actor.Leg;
import dev.midstream.runtime.artefact.Artefact;
import dev.midstream.runtime.config.Resolver;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.generation.Cancellation;
import dev.midstream.runtime.generation.Gate;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.Shadow;
import dev.midstream.runtime.generation.Verified;
import dev.midstream.runtime.migration.Migrations;
import dev.midstream.runtime.upgrade.confirm.ConfirmError;
import dev.midstream.runtime.upgrade.confirm.Lineage;
import dev.midstream.runtime.upgrade.cutover.CutoverStage;
import dev.midstream.runtime.upgrade.drain.DrainStage;
import dev.midstream.runtime.upgrade.load.CrossingBinding;
import dev.midstream.runtime.upgrade.load.LoadStage;
import dev.midstream.runtime.upgrade.migrate.MigrateStage;
import dev.midstream.runtime.upgrade.rehearse.RehearseStage;
import dev.midstream.runtime.upgrade.unload.UnloadStage;
import dev.midstream.runtime.upgrade.verify.VerifyStage;
import dev.midstream.runtime.upgrade.warm.WarmStage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The sequence of an upgrade. One per host; used by one thread at a time, under the lease. */
@SuppressWarnings("exports") // Its parts stay hidden: only Midstream makes one.
public final class Pipeline {

    private final Gate gate;
    private final Lineage lineage;
    private final VerifyStage verify;
    private final LoadStage load;
    private final WarmStage warm;
    private final DrainStage drain;
    private final UnloadStage unload;
    private final ActorEngine actors;
    private final RehearseStage rehearse;
    private final MigrateStage migrate;
    private final Supplier<Set<Class<?>>> referenced;
    private final Consumer<Generation> switched;
    private final LateRelease late;
    private int numbers;

    /** Types whose actors are kept for a rollback, and dropped when there can be none. */
    private Set<String> retired = Set.of();

    /**
     * A pipeline.
     *
     * @param referenced the contracts that the host holds references to, asked at each upgrade
     * @param switched hears of each generation right after its cutover; must not block
     * @param actors the host's actors, which follow each cutover
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
            ActorEngine actors) {
        this.actors = actors;
        this.rehearse = new RehearseStage(actors.migrator());
        this.migrate = new MigrateStage(actors.migrator());
        this.gate = gate;
        this.lineage = lineage;
        this.verify = verify;
        this.load = load;
        this.warm = warm;
        this.drain = new DrainStage(gate);
        this.unload = unload;
        this.referenced = referenced;
        this.switched = switched;
        this.late = new LateRelease(lineage, this::releaseGone);
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
        Run run = new Run(listener);
        try {
            lineage.checkUpgradable(options.confirmRunning());
            Prepared prepared = prepare(file, recorded, options, false, cancellation, run);
            if (prepared instanceof Prepared.Same) {
                return unchanged("runs already", run);
            }
            Prepared.Loaded loaded = (Prepared.Loaded) prepared;
            cancel(cancellation, loaded.generation());
            return switchTo(loaded, options, run);
        } catch (Refused refused) {
            return refusal(refused.findings(), run);
        } catch (CancellationException e) {
            return refusal(List.of(cancelled()), run);
        }
    }

    /** Does all of an upgrade that comes before the cutover, and lets it go again. */
    public Outcome check(
            byte[] file,
            UpgradeOptions options,
            Cancellation cancellation,
            StageListener listener) {
        Run run = new Run(listener);
        try {
            UpgradeOptions cold = options.warm(false);
            Prepared prepared = prepare(file, Optional.empty(), cold, true, cancellation, run);
            if (prepared instanceof Prepared.Same) {
                return unchanged("runs already", run);
            }
            Prepared.Loaded loaded = (Prepared.Loaded) prepared;
            unload.release(loaded.generation());
            Generation current = lineage.current();
            return new Outcome.Done(
                    "would upgrade generation "
                            + current.number()
                            + " to release "
                            + loaded.verified().release()
                            + ": "
                            + Changes.summary(current, loaded.verified()),
                    current.number(),
                    current.number() + 1,
                    loaded.verified().release(),
                    false,
                    Reversibility.of(loaded.verified().migrations().wayBack()),
                    loaded.findings(),
                    run.times(),
                    loaded.verified().plan().closure(),
                    Optional.empty());
        } catch (Refused refused) {
            return refusal(refused.findings(), run);
        } catch (CancellationException e) {
            return refusal(List.of(cancelled()), run);
        }
    }

    /** Makes the current generation permanent and lets the previous one go. */
    public Outcome confirm() {
        Run run = new Run(StageListener.NONE);
        if (lineage.confirmed()) {
            return unchanged("is confirmed already", run);
        }
        try {
            Generation current = lineage.current();
            int from = lineage.previous().map(Generation::number).orElse(current.number());
            run.stage(
                    Stage.CONFIRM,
                    () -> {
                        lineage.confirm();
                        return current;
                    });
            List<Finding> dropped = dropRetired(retired);
            retired = Set.of();
            releaseGone(run);
            return new Outcome.Done(
                    "confirmed generation "
                            + current.number()
                            + ", release "
                            + current.release()
                            + said(dropped),
                    from,
                    current.number(),
                    current.release(),
                    true,
                    Reversibility.REVERSIBLE,
                    dropped,
                    run.times());
        } catch (Refused refused) {
            return refusal(refused.findings(), run);
        }
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
            List<Finding> findings = goBack(left, back, options, run);
            retired = Set.of();
            releaseGone(run);
            return new Outcome.Done(
                    "rolled back: generation "
                            + left.number()
                            + " → "
                            + back.number()
                            + ", still warm",
                    left.number(),
                    back.number(),
                    back.release(),
                    true,
                    Reversibility.REVERSIBLE,
                    findings,
                    run.times());
        } catch (Refused impossible) {
            throw new AssertionError("no stage of a rollback refuses", impossible);
        }
    }

    /** The refusal of a rollback that has nowhere to go. */
    public Outcome nothingToRollBack(String why) {
        return refusal(
                List.of(
                        Finding.error(
                                ConfirmError.NOTHING_TO_ROLL_BACK,
                                "generation " + lineage.current().number(),
                                why,
                                "Upgrade to the release you want with `midstream upgrade FILE`")),
                new Run(StageListener.NONE));
    }

    /** Lets go the generations that leave and that no work holds any more. */
    public void releaseGone() {
        lineage.takeGone().forEach(unload::release);
    }

    /** Lets every generation go, the current one too. Nothing may enter the gate any more. */
    public void close() {
        lineage.close().forEach(unload::release);
    }

    private sealed interface Prepared {
        record Same() implements Prepared {}

        record Loaded(
                Verified verified,
                Generation generation,
                Map<Leg, Crossings> crossings,
                List<Finding> findings,
                Optional<WarmStage.Warmed> warmed)
                implements Prepared {}
    }

    private Prepared prepare(
            byte[] file,
            Optional<String> recorded,
            UpgradeOptions options,
            boolean checking,
            Cancellation cancellation,
            Run run)
            throws Refused {
        releaseGone();
        Generation current = lineage.current();
        String release = Artefact.release(file);
        run.release(release);
        if (release.equals(current.release())
                && recorded.isEmpty()
                && sameConfiguration(file, current)) {
            return new Prepared.Same();
        }
        Verified shapes =
                run.stage(
                        Stage.VERIFY,
                        () ->
                                verify.verify(
                                        file, recorded, Optional.of(current), referenced.get()));
        Verified verified = shapes.and(accepted(shapes.migrations(), options, checking));
        if (options.strict()) {
            Strict.check(verified.findings());
        }
        cancellation.check();
        int number = Math.max(numbers, current.number()) + 1;
        Warm warm = warmed(verified, number, options, cancellation, run);
        Generation loaded = warm.loaded();
        boolean ready = false;
        try {
            Map<Leg, Crossings> crossings =
                    CrossingBinding.bind(
                            verified.migrations(),
                            current,
                            loaded,
                            actors.migrator().legs(loaded.behaviours()));
            List<Finding> findings = new ArrayList<>(verified.findings());
            warm.warmed().ifPresent(warmed -> findings.addAll(warmed.findings()));
            if (rehearse.needed(crossings)) {
                findings.addAll(run.stage(Stage.REHEARSE, () -> rehearse.rehearse(crossings)));
            }
            ready = true;
            return new Prepared.Loaded(verified, loaded, crossings, findings, warm.warmed());
        } finally {
            if (!ready) {
                unload.release(loaded);
            }
        }
    }

    /** A generation that is loaded, and how it was warmed. */
    private record Warm(Generation loaded, Optional<WarmStage.Warmed> warmed) {}

    private Warm warmed(
            Verified verified,
            int number,
            UpgradeOptions options,
            Cancellation cancellation,
            Run run)
            throws Refused {
        if (!options.warm()) {
            Generation loaded =
                    run.stage(
                            Stage.LOAD,
                            () -> load.load(verified, number, cancellation, unload::release));
            return new Warm(loaded, Optional.empty());
        }
        Defined defined = run.stage(Stage.LOAD, () -> define(verified, number, cancellation));
        return switch (defined) {
            case Defined.Idle(Generation loaded) -> new Warm(loaded, Optional.empty());
            case Defined.Shadowed shadowed ->
                    run.stage(Stage.WARM, () -> warm(shadowed, options, cancellation));
        };
    }

    /** What the stage load leaves: all of it, or loaders and a shadow to warm them in. */
    private sealed interface Defined {
        record Idle(Generation loaded) implements Defined {}

        record Shadowed(LoadStage.Candidate candidate, Shadow shadow) implements Defined {}
    }

    private Defined define(Verified verified, int number, Cancellation cancellation)
            throws Refused {
        LoadStage.Candidate candidate =
                load.define(verified, number, cancellation, unload::release);
        if (!warm.hasWork(lineage.current(), candidate.instances())) {
            return new Defined.Idle(load.animate(candidate, cancellation, unload::release));
        }
        boolean shadowed = false;
        try {
            Shadow shadow = load.shadow(candidate, cancellation);
            shadowed = true;
            return new Defined.Shadowed(candidate, shadow);
        } finally {
            if (!shadowed) {
                LoadStage.discard(candidate, unload::release);
            }
        }
    }

    /** Warms the loaders in the shadow, throws that away, and makes what will serve. */
    private Warm warm(Defined.Shadowed shadowed, UpgradeOptions options, Cancellation cancellation)
            throws Refused {
        LoadStage.Candidate candidate = shadowed.candidate();
        WarmStage.Warmed warmed;
        boolean done = false;
        try (Shadow shadow = shadowed.shadow()) {
            warmed =
                    warm.warm(
                            shadow,
                            lineage.current(),
                            crossings(candidate.verified(), shadow),
                            cancellation);
            if (options.strict()) {
                Strict.check(warmed.findings());
            }
            done = true;
        } finally {
            if (!done) {
                LoadStage.discard(candidate, unload::release);
            }
        }
        Generation loaded = load.animate(candidate, cancellation, unload::release);
        return new Warm(loaded, Optional.of(warmed));
    }

    /** How states and messages of actors come to a shadow, by type. */
    private Map<String, Crossing> crossings(Verified verified, Shadow shadow) throws Refused {
        Generation current = lineage.current();
        List<Leg> legs = new ArrayList<>();
        for (Behaviour from : current.behaviours().all()) {
            shadow.generation().behaviours().all().stream()
                    .filter(to -> to.type().equals(from.type()))
                    .forEach(to -> legs.add(new Leg(from, to)));
        }
        Map<String, Crossing> up = new HashMap<>();
        CrossingBinding.bind(verified.migrations(), current, shadow.generation(), legs)
                .forEach((leg, both) -> up.put(leg.from().type(), both.up()));
        return up;
    }

    private static List<Finding> accepted(
            Migrations migrations, UpgradeOptions options, boolean checking) throws Refused {
        return checking
                ? Acceptance.check(migrations, options)
                : Acceptance.upgrade(migrations, options);
    }

    private boolean sameConfiguration(byte[] file, Generation current) {
        return verify.configuration(file, current)
                .filter(Resolver.Resolved::usable)
                .filter(now -> now.configuration().equals(current.configuration()))
                .isPresent();
    }

    private void cancel(Cancellation cancellation, Generation loaded) {
        try {
            cancellation.close();
        } catch (CancellationException e) {
            unload.release(loaded);
            throw e;
        }
    }

    private Outcome switchTo(Prepared.Loaded loaded, UpgradeOptions options, Run run)
            throws Refused {
        Generation next = loaded.generation();
        Verified verified = loaded.verified();
        numbers = next.number();
        Generation before =
                run.stage(
                        Stage.CUTOVER,
                        () -> {
                            migrate.cutOver(next, loaded.crossings());
                            Generation left = CutoverStage.cutOver(gate, next);
                            lineage.cutOver(next, options.confirm() == Confirm.MANUAL);
                            switched.accept(next);
                            return left;
                        });
        Set<String> confirmed = retired; // by this cutover
        List<Finding> findings = new ArrayList<>(loaded.findings());
        findings.addAll(run.stage(Stage.DRAIN, () -> drain(before, options)));
        findings.addAll(sweep(before, options, reversible(verified), run));
        List<Finding> failures = migrate.failures();
        if (!failures.isEmpty() && reversible(verified)) {
            retired = Set.of();
            return takeBack(next, before, failures, confirmed, options, run);
        }
        findings.addAll(failures);
        if (!failures.isEmpty()) {
            lineage.hold();
        } else if (options.confirm() == Confirm.NOW) {
            run.stage(
                    Stage.CONFIRM,
                    () -> {
                        lineage.confirm();
                        return next;
                    });
        }
        List<Finding> dropped = dropRetired(noLongerNeeded(confirmed, options));
        findings.addAll(dropped);
        releaseGone(run);
        return new Outcome.Done(
                "generation "
                        + before.number()
                        + " → "
                        + next.number()
                        + " ("
                        + Changes.summary(before, verified)
                        + ")"
                        + said(dropped),
                before.number(),
                next.number(),
                next.release(),
                lineage.confirmed(),
                Reversibility.of(verified.migrations().wayBack()),
                findings,
                run.times(),
                verified.plan().closure(),
                loaded.warmed().map(WarmStage.Warmed::report));
    }

    /** The retired types whose actors no rollback can bring back after an upgrade. */
    private Set<String> noLongerNeeded(Set<String> confirmed, UpgradeOptions options) {
        Set<String> gone = new HashSet<>(confirmed);
        if (lineage.confirmed()) {
            gone.addAll(options.retire());
            retired = Set.of();
        } else {
            gone.removeAll(options.retire());
            retired = options.retire();
        }
        return gone;
    }

    private List<Finding> dropRetired(Set<String> types) {
        return migrate.confirmed(types);
    }

    private static String said(List<Finding> dropped) {
        return dropped.stream()
                .map(each -> "; " + each.subject() + ": " + each.message())
                .collect(Collectors.joining());
    }

    private static boolean reversible(Verified verified) {
        return Reversibility.of(verified.migrations().wayBack()) == Reversibility.REVERSIBLE;
    }

    /** Drains a generation of work, and lets its actors go. */
    private List<Finding> drain(Generation before, UpgradeOptions options) {
        List<Finding> findings = drain.drain(before, options.drain());
        migrate.drained();
        return findings;
    }

    /** The actors cannot follow an upgrade that has a way back: it is taken. */
    private Outcome takeBack(
            Generation left,
            Generation back,
            List<Finding> failures,
            Set<String> confirmed,
            UpgradeOptions options,
            Run run)
            throws Refused {
        List<Finding> findings = new ArrayList<>(failures);
        findings.addAll(goBack(left, back, options, run));
        findings.addAll(dropRetired(confirmed));
        releaseGone(run);
        return new Outcome.TakenBack(
                "taken back: actors failed to migrate to generation "
                        + left.number()
                        + "; generation "
                        + back.number()
                        + " serves again, still warm: "
                        + failures.getFirst().message(),
                back.number(),
                left.number(),
                back.release(),
                findings,
                run.times());
    }

    private List<Finding> goBack(Generation left, Generation back, UpgradeOptions options, Run run)
            throws Refused {
        run.stage(
                Stage.CUTOVER,
                () -> {
                    migrate.rollBack(back);
                    Generation before = CutoverStage.cutOver(gate, back);
                    lineage.takenBack();
                    switched.accept(back);
                    return before;
                });
        List<Finding> findings =
                new ArrayList<>(run.stage(Stage.DRAIN, () -> drain(left, options)));
        findings.addAll(sweep(left, options, false, run));
        findings.addAll(migrate.failures());
        return findings;
    }

    private List<Finding> sweep(Generation left, UpgradeOptions options, boolean stops, Run run)
            throws Refused {
        if (!migrate.needed()) {
            return List.of();
        }
        return run.stage(
                Stage.MIGRATE,
                () ->
                        migrate.sweep(
                                left,
                                options.drain(),
                                stops,
                                report ->
                                        run.listener()
                                                .progress(
                                                        Stage.MIGRATE,
                                                        report.seen(),
                                                        report.total())));
    }

    private void releaseGone(Run run) throws Refused {
        late.watch();
        if (lineage.hasLeaving()) {
            run.stage(
                    Stage.UNLOAD,
                    () -> {
                        releaseGone();
                        return lineage;
                    });
        }
    }

    private Outcome unchanged(String why, Run run) {
        Generation current = lineage.current();
        return new Outcome.Unchanged(
                "unchanged: release "
                        + current.release()
                        + " "
                        + why
                        + ", generation "
                        + current.number(),
                current.number(),
                current.release(),
                lineage.confirmed(),
                List.of(),
                run.times());
    }

    private Outcome refusal(List<Finding> findings, Run run) {
        int current = lineage.current().number();
        return new Outcome.Refusal(
                findings.getFirst().message()
                        + "; generation "
                        + current
                        + " serves on, nothing was changed",
                current,
                findings,
                run.times());
    }

    private static Finding cancelled() {
        return Finding.error(
                UpgradeError.CANCELLED,
                "upgrade",
                "it was cancelled before the cutover",
                "Run it again");
    }
}
