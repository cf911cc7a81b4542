package dev.midstream.runtime.upgrade;

import dev.midstream.runtime.actor.Migrator;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.generation.Gate;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.Verified;
import dev.midstream.runtime.priority.StandBack;
import dev.midstream.runtime.upgrade.confirm.Lineage;
import dev.midstream.runtime.upgrade.cutover.CutoverStage;
import dev.midstream.runtime.upgrade.drain.DrainStage;
import dev.midstream.runtime.upgrade.migrate.MigrateStage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Cutover → drain → migrate → confirm → unload, and the way back: cutover → drain → migrate →
 * unload. No stage from the cutover on refuses; actors that cannot follow an upgrade that has a way
 * back take it. Used by the upgrade's thread.
 */
final class Switching {

    private final Gate gate;
    private final Lineage lineage;
    private final DrainStage drain;
    private final MigrateStage migrate;
    private final Retired retired;
    private final Gone gone;
    private final Consumer<Generation> switched;

    /**
     * A switching.
     *
     * @param switched hears of each generation right after its cutover; must not block
     */
    Switching(
            Gate gate,
            Lineage lineage,
            Migrator migrator,
            Gone gone,
            Consumer<Generation> switched) {
        this.gate = gate;
        this.lineage = lineage;
        this.drain = new DrainStage(gate);
        this.migrate = new MigrateStage(migrator);
        this.retired = new Retired(migrate);
        this.gone = gone;
        this.switched = switched;
    }

    /**
     * Has the prepared generation serve.
     *
     * @param back makes this thread stand back, but for the moment of the cutover
     */
    Outcome forward(Prepared.Loaded loaded, UpgradeOptions options, StandBack back, Run run)
            throws Refused {
        Generation next = loaded.generation();
        Verified verified = loaded.verified();
        boolean reversible =
                Reversibility.of(verified.migrations().wayBack()) == Reversibility.REVERSIBLE;
        Generation before =
                run.stage(
                        Stage.CUTOVER,
                        () -> back.<Generation, Refused>forward(() -> cutOver(loaded, options)));
        List<Finding> findings = new ArrayList<>(loaded.findings());
        findings.addAll(run.stage(Stage.DRAIN, () -> drain(before, options)));
        findings.addAll(sweep(before, options, reversible, run));
        List<Finding> failures = migrate.failures();
        List<Finding> dropped = retired.cutOver(options.retire());
        if (!failures.isEmpty() && reversible) {
            List<Finding> told = new ArrayList<>(failures);
            told.addAll(back(next, before, options, run));
            told.addAll(dropped);
            return Outcomes.takenBack(next, before, failures.getFirst(), told, run);
        }
        findings.addAll(failures);
        findings.addAll(dropped);
        if (!failures.isEmpty()) {
            lineage.hold();
        } else if (options.confirm() == Confirm.NOW) {
            findings.addAll(confirm(run));
        }
        gone.release(run);
        return Outcomes.switched(before, loaded, lineage.confirmed(), findings, run);
    }

    private Generation cutOver(Prepared.Loaded loaded, UpgradeOptions options) {
        Generation next = loaded.generation();
        migrate.cutOver(next, loaded.crossings());
        Generation left = CutoverStage.cutOver(gate, next);
        lineage.cutOver(next, options.confirm() == Confirm.MANUAL);
        switched.accept(next);
        return left;
    }

    /** Goes back from one generation to the one before, which is still warm. */
    List<Finding> back(Generation left, Generation back, UpgradeOptions options, Run run)
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
        retired.takenBack();
        gone.release(run);
        return findings;
    }

    /**
     * Makes the current generation permanent.
     *
     * @return what no rollback can bring back now, and is dropped
     */
    List<Finding> confirm(Run run) throws Refused {
        return run.stage(
                Stage.CONFIRM,
                () -> {
                    lineage.confirm();
                    return retired.confirmed();
                });
    }

    /** Drains a generation of work, and lets its actors go. */
    private List<Finding> drain(Generation before, UpgradeOptions options) {
        List<Finding> findings = drain.drain(before, options.drain());
        migrate.drained();
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
}
