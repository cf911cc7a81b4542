package dev.midstream.runtime.upgrade.rehearse;

import dev.midstream.runtime.actor.ActorError;
import dev.midstream.runtime.actor.Crossings;
import dev.midstream.runtime.actor.Leg;
import dev.midstream.runtime.actor.Migrator;
import dev.midstream.runtime.actor.Rehearsed;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The stage rehearse. One per host; used by one thread at a time. */
public final class RehearseStage {

    /** Actors of one type that are looked at; of more, as many spread over all. */
    private static final long MOST = 1_000_000;

    private static final Duration BUDGET = Duration.ofSeconds(30);

    private final Migrator migrator;

    /** The stage. */
    public RehearseStage(Migrator migrator) {
        this.migrator = migrator;
    }

    /** Whether any actor lives that would have to be converted. */
    public boolean needed(Map<Leg, Crossings> crossings) {
        return crossings.keySet().stream().anyMatch(leg -> migrator.count(leg.from().type()) > 0);
    }

    /**
     * Runs the migrations on what lives.
     *
     * @return that not all were looked at, if so
     * @throws Refused with {@link ActorError#DRY_RUN} if an actor would fail, naming it
     */
    public List<Finding> rehearse(Map<Leg, Crossings> crossings) throws Refused {
        Rehearsed rehearsed = migrator.rehearse(crossings, MOST, BUDGET);
        List<Finding> findings = new ArrayList<>();
        for (Rehearsed.Failing failing : rehearsed.failing()) {
            findings.add(
                    Finding.error(
                            ActorError.DRY_RUN,
                            failing.actor(),
                            "it cannot be migrated: " + failing.why(),
                            "Mend the migration so that it takes this value too, and try it in a"
                                    + " unit test"));
        }
        if (!findings.isEmpty()) {
            throw new Refused(findings);
        }
        if (rehearsed.checked() >= rehearsed.total()) {
            return List.of();
        }
        return List.of(
                Finding.info(
                        ActorError.REHEARSED,
                        "actors",
                        "the migrations were tried on "
                                + rehearsed.checked()
                                + " of "
                                + rehearsed.total()
                                + " actors; "
                                + rehearsed.busy()
                                + " were at work",
                        "Nothing: those that were not tried migrate as the others do"));
    }
}
