package dev.midstream.runtime.upgrade;

import dev.midstream.runtime.comparison.Comparison;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.generation.Closure;
import dev.midstream.runtime.generation.WarmReport;
import java.util.List;
import java.util.Optional;

/** How an upgrade, a check, a confirmation or a rollback ended. */
public sealed interface Outcome {

    /** One sentence for people. */
    String message();

    /** What there is to say, errors first. */
    List<Finding> findings();

    /** How long each stage took that was reached. */
    List<StageTime> stages();

    /**
     * What was asked is done: the generation {@code to} serves.
     *
     * @param from the generation that served before
     * @param to the generation that serves now; for a check the one that would
     * @param release the release of {@code to}
     * @param confirmed whether it is permanent already
     * @param reversibility whether it can be taken back
     * @param closure what was loaded anew, and why; for a check what would be
     * @param warm how it was warmed; empty if it was not
     * @param comparison what it does otherwise than the version before, as far as that was compared
     */
    record Done(
            String message,
            int from,
            int to,
            String release,
            boolean confirmed,
            Reversibility reversibility,
            List<Finding> findings,
            List<StageTime> stages,
            Closure closure,
            Optional<WarmReport> warm,
            Comparison comparison)
            implements Outcome {

        /** Nothing was loaded. */
        public Done(
                String message,
                int from,
                int to,
                String release,
                boolean confirmed,
                Reversibility reversibility,
                List<Finding> findings,
                List<StageTime> stages) {
            this(
                    message,
                    from,
                    to,
                    release,
                    confirmed,
                    reversibility,
                    findings,
                    stages,
                    Closure.NONE,
                    Optional.empty(),
                    Comparison.NONE);
        }
    }

    /** The release that was asked for serves already; nothing was touched. */
    record Unchanged(
            String message,
            int generation,
            String release,
            boolean confirmed,
            List<Finding> findings,
            List<StageTime> stages)
            implements Outcome {}

    /**
     * Refused; the generation that served before serves on, and nothing was changed.
     *
     * @param comparison what the new version would do otherwise, as far as that was compared
     */
    record Refusal(
            String message,
            int generation,
            List<Finding> findings,
            List<StageTime> stages,
            Comparison comparison)
            implements Outcome {

        /** Nothing was compared. */
        public Refusal(
                String message, int generation, List<Finding> findings, List<StageTime> stages) {
            this(message, generation, findings, stages, Comparison.NONE);
        }
    }

    /** Cut over and taken back: the generation {@code from} serves again. */
    record TakenBack(
            String message,
            int from,
            int to,
            String release,
            List<Finding> findings,
            List<StageTime> stages)
            implements Outcome {}
}
