package dev.midstream.runtime.upgrade;

import dev.midstream.runtime.actor.Behaviour;
import dev.midstream.runtime.actor.Crossing;
import dev.midstream.runtime.actor.Leg;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.generation.Cancellation;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.Shadow;
import dev.midstream.runtime.generation.Verified;
import dev.midstream.runtime.priority.StandBack;
import dev.midstream.runtime.upgrade.confirm.Lineage;
import dev.midstream.runtime.upgrade.load.CrossingBinding;
import dev.midstream.runtime.upgrade.load.LoadStage;
import dev.midstream.runtime.upgrade.unload.UnloadStage;
import dev.midstream.runtime.upgrade.warm.WarmStage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Load → warm: loaders, a shadow that is warmed and thrown away, then what will serve. Whatever
 * fails lets go of what it has made. Used by the upgrade's thread.
 */
final class Loading {

    private final Lineage lineage;
    private final LoadStage load;
    private final WarmStage warm;
    private final UnloadStage unload;

    Loading(Lineage lineage, LoadStage load, WarmStage warm, UnloadStage unload) {
        this.lineage = lineage;
        this.load = load;
        this.warm = warm;
        this.unload = unload;
    }

    /** A generation that is loaded, and how it was warmed. */
    record Loaded(Generation generation, Optional<WarmStage.Warmed> warmed) {}

    Loaded load(
            Verified verified,
            int number,
            UpgradeOptions options,
            StandBack back,
            Cancellation cancellation,
            Run run)
            throws Refused {
        if (!options.warm()) {
            Generation loaded =
                    run.stage(
                            Stage.LOAD,
                            () ->
                                    back.forward(() ->
                                            load.load(
                                                    verified,
                                                    number,
                                                    cancellation,
                                                    unload::release)));
            return new Loaded(loaded, Optional.empty());
        }
        Defined defined = run.stage(Stage.LOAD, () -> define(verified, number, back, cancellation));
        return switch (defined) {
            case Defined.Idle(Generation loaded) -> new Loaded(loaded, Optional.empty());
            case Defined.Shadowed shadowed ->
                    run.stage(Stage.WARM, () -> warm(shadowed, options, back, cancellation));
        };
    }

    /** What the stage load leaves: all of it, or loaders and a shadow to warm them in. */
    private sealed interface Defined {
        record Idle(Generation loaded) implements Defined {}

        record Shadowed(LoadStage.Candidate candidate, Shadow shadow) implements Defined {}
    }

    private Defined define(Verified verified, int number, StandBack back, Cancellation cancellation)
            throws Refused {
        LoadStage.Candidate candidate =
                load.define(verified, number, cancellation, unload::release);
        if (!warm.hasWork(lineage.current(), candidate.instances())) {
            return new Defined.Idle(animate(candidate, back, cancellation));
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
    private Loaded warm(
            Defined.Shadowed shadowed,
            UpgradeOptions options,
            StandBack back,
            Cancellation cancellation)
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
                            back,
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
        Generation loaded = animate(candidate, back, cancellation);
        return new Loaded(loaded, Optional.of(warmed));
    }

    /** Makes what will serve; threads that modules start here are to be threads like any. */
    private Generation animate(
            LoadStage.Candidate candidate, StandBack back, Cancellation cancellation)
            throws Refused {
        return back.forward(() -> load.animate(candidate, cancellation, unload::release));
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
}
