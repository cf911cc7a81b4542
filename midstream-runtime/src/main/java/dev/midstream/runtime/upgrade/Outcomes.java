package dev.midstream.runtime.upgrade;

import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.Verified;
import dev.midstream.runtime.upgrade.warm.WarmStage;
import java.util.List;
import java.util.Optional;

/** Says in words how a pass through the pipeline ended. */
final class Outcomes {

    private Outcomes() {}

    static Outcome switched(
            Generation before,
            Prepared.Loaded loaded,
            boolean confirmed,
            List<Finding> findings,
            Run run) {
        Generation next = loaded.generation();
        Verified verified = loaded.verified();
        return new Outcome.Done(
                "generation "
                        + before.number()
                        + " → "
                        + next.number()
                        + " ("
                        + Changes.summary(before, verified)
                        + ")"
                        + Retired.said(findings),
                before.number(),
                next.number(),
                next.release(),
                confirmed,
                Reversibility.of(verified.migrations().wayBack()),
                findings,
                run.times(),
                verified.plan().closure(),
                loaded.warmed().map(WarmStage.Warmed::report));
    }

    static Outcome checked(Generation current, Prepared.Loaded loaded, Run run) {
        Verified verified = loaded.verified();
        return new Outcome.Done(
                "would upgrade generation "
                        + current.number()
                        + " to release "
                        + verified.release()
                        + ": "
                        + Changes.summary(current, verified),
                current.number(),
                current.number() + 1,
                verified.release(),
                false,
                Reversibility.of(verified.migrations().wayBack()),
                loaded.findings(),
                run.times(),
                verified.plan().closure(),
                Optional.empty());
    }

    static Outcome confirmed(Generation current, int from, List<Finding> dropped, Run run) {
        return new Outcome.Done(
                "confirmed generation "
                        + current.number()
                        + ", release "
                        + current.release()
                        + Retired.said(dropped),
                from,
                current.number(),
                current.release(),
                true,
                Reversibility.REVERSIBLE,
                dropped,
                run.times());
    }

    static Outcome rolledBack(Generation left, Generation back, List<Finding> findings, Run run) {
        return new Outcome.Done(
                "rolled back: generation " + left.number() + " → " + back.number() + ", still warm",
                left.number(),
                back.number(),
                back.release(),
                true,
                Reversibility.REVERSIBLE,
                findings,
                run.times());
    }

    /** The actors could not follow an upgrade that has a way back: it was taken. */
    static Outcome takenBack(
            Generation left, Generation back, Finding why, List<Finding> findings, Run run) {
        return new Outcome.TakenBack(
                "taken back: actors failed to migrate to generation "
                        + left.number()
                        + "; generation "
                        + back.number()
                        + " serves again, still warm: "
                        + why.message(),
                back.number(),
                left.number(),
                back.release(),
                findings,
                run.times());
    }

    static Outcome unchanged(Generation current, boolean confirmed, String why, Run run) {
        return new Outcome.Unchanged(
                "unchanged: release "
                        + current.release()
                        + " "
                        + why
                        + ", generation "
                        + current.number(),
                current.number(),
                current.release(),
                confirmed,
                List.of(),
                run.times());
    }

    static Outcome refused(Generation current, List<Finding> findings, Run run) {
        return new Outcome.Refusal(
                findings.getFirst().message()
                        + "; generation "
                        + current.number()
                        + " serves on, nothing was changed",
                current.number(),
                findings,
                run.times());
    }

    static Finding cancelled() {
        return Finding.error(
                UpgradeError.CANCELLED,
                "upgrade",
                "it was cancelled before the cutover",
                "Run it again");
    }
}
