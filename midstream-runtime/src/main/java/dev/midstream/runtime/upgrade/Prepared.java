package dev.midstream.runtime.upgrade;

import dev.midstream.runtime.actor.Crossings;
import dev.midstream.runtime.actor.Leg;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.Verified;
import dev.midstream.runtime.upgrade.warm.WarmStage;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an upgrade has come to before its cutover. */
sealed interface Prepared {

    /** The release runs already, with this configuration. */
    record Same() implements Prepared {}

    /**
     * Ready to serve; whoever does not switch to it must release it.
     *
     * @param crossings how actors come to it and back
     * @param findings what there is to say; nothing of it refuses
     * @param warmed how it was warmed; empty if it was not
     */
    record Loaded(
            Verified verified,
            Generation generation,
            Map<Leg, Crossings> crossings,
            List<Finding> findings,
            Optional<WarmStage.Warmed> warmed)
            implements Prepared {}
}
