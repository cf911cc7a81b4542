package dev.midstream.runtime.upgrade;

import dev.midstream.runtime.actor.ActorError;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.upgrade.migrate.MigrateStage;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The actor types that upgrades were told to retire. Their actors are set aside at the cutover, so
 * that a rollback has them again, and dropped when there can be no rollback. Used by the upgrade's
 * thread.
 */
final class Retired {

    private final MigrateStage migrate;

    /** Of the current generation, while that is not confirmed. */
    private Set<String> kept = Set.of();

    Retired(MigrateStage migrate) {
        this.migrate = migrate;
    }

    /**
     * A cutover has happened, and what is to be said of it is known: what the upgrade before had
     * retired can not come back any more.
     *
     * @param types what this one retires
     * @return what was dropped
     */
    List<Finding> cutOver(Set<String> types) {
        Set<String> earlier = kept;
        kept = types;
        return earlier.isEmpty() ? List.of() : migrate.confirmed(earlier);
    }

    /** The current generation is permanent. */
    List<Finding> confirmed() {
        List<Finding> dropped = migrate.confirmed(kept);
        kept = Set.of();
        return dropped;
    }

    /** The generation before serves again, and knows the types. */
    void takenBack() {
        kept = Set.of();
    }

    /** What was dropped, to follow a sentence. */
    static String said(List<Finding> findings) {
        return findings.stream()
                .filter(each -> each.code() == ActorError.RETIRED)
                .map(each -> "; " + each.subject() + ": " + each.message())
                .collect(Collectors.joining());
    }
}
