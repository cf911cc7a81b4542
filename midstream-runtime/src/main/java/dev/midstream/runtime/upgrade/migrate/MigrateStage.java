package dev.midstream.runtime.upgrade.migrate;

import dev.midstream.runtime.actor.ActorError;
import dev.midstream.runtime.actor.Crossings;
import dev.midstream.runtime.actor.Leg;
import dev.midstream.runtime.actor.MigrationReport;
import dev.midstream.runtime.actor.Migrator;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.generation.Generation;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The stage migrate, from the cutover on. One per host; used by one thread at a time. */
public final class MigrateStage {

    private static final Logger LOG = System.getLogger("dev.midstream.actors");

    /** How long an actor that is dropped may be at work. */
    private static final Duration AT_WORK = Duration.ofSeconds(1);

    private final Migrator migrator;

    /** The stage. */
    public MigrateStage(Migrator migrator) {
        this.migrator = migrator;
    }

    /** Just before the gate leads to a generation: its behaviours are the newest from now on. */
    public void cutOver(Generation next, Map<Leg, Crossings> crossings) {
        migrator.cutOver(next.behaviours(), crossings);
    }

    /** Just before the gate leads back to a generation. */
    public void rollBack(Generation back) {
        migrator.rollBack(back.behaviours());
    }

    /** The generation before is drained, or its deadline has passed. */
    public void drained() {
        migrator.drained();
    }

    /** Whether there are actors that may have to go. */
    public boolean needed() {
        return migrator.pending();
    }

    /**
     * Moves them, slowly.
     *
     * @param before the generation that they leave
     * @param deadline for those at work, from when all others have moved
     * @param stops whether it ends with the first one that fails
     * @param progress hears how far it is
     * @return what stays behind
     */
    public List<Finding> sweep(
            Generation before,
            Duration deadline,
            boolean stops,
            Consumer<MigrationReport> progress) {
        List<Finding> findings = new ArrayList<>();
        for (String left : migrator.sweep(deadline, stops, progress).left()) {
            findings.add(
                    Finding.warning(
                            ActorError.LEFT_BEHIND,
                            "generation " + before.number(),
                            left,
                            "They keep it loaded, and answer again after an upgrade that knows"
                                    + " them"));
        }
        return findings;
    }

    /**
     * The generation before can not come back: drops the actors of types that were retired.
     *
     * @param retired what an upgrade was told with {@code --retire}; a type that is known again
     *     keeps its actors
     * @return what was dropped, in a few words each
     */
    public List<Finding> confirmed(Set<String> retired) {
        List<Finding> findings = new ArrayList<>();
        migrator.confirmed(retired, AT_WORK)
                .forEach((type, count) ->
                        findings.add(
                                Finding.info(
                                        ActorError.RETIRED,
                                        type,
                                        (count == 1 ? "1 actor is" : count + " actors are")
                                                + " dropped: the type was retired, and the release without"
                                                + " it is confirmed",
                                        "Nothing: no rollback could bring them back")));
        return findings;
    }

    /** The actors that failed to follow the last cutover, the first few by name. */
    public List<Finding> failures() {
        List<Finding> findings = new ArrayList<>();
        migrator.failures()
                .forEach((actor, why) -> {
                    Finding finding =
                            Finding.warning(
                                    ActorError.MIGRATION,
                                    actor,
                                    why,
                                    "Its state is as before. Mend the migration and upgrade again,"
                                            + " or roll back");
                    LOG.log(Level.ERROR, finding.toString());
                    findings.add(finding);
                });
        return findings;
    }
}
