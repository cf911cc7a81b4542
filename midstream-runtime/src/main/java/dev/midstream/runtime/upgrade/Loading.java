package dev.midstream.runtime.upgrade;

import dev.midstream.runtime.actor.Behaviour;
import dev.midstream.runtime.actor.Crossing;
import dev.midstream.runtime.actor.Leg;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.generation.Cancellation;
import dev.midstream.runtime.generation.Gate;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.Shadow;
import dev.midstream.runtime.generation.Verified;
import dev.midstream.runtime.priority.StandBack;
import dev.midstream.runtime.upgrade.compare.CompareStage;
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
 * Load → compare → warm: loaders, a shadow that is compared, warmed and thrown away, then what will
 * serve. Whatever fails lets go of what it has made. Used by the upgrade's thread.
 */
final class Loading {

    private final Gate gate;
    private final Lineage lineage;
    private final LoadStage load;
    private final CompareStage compare;
    private final WarmStage warm;
    private final UnloadStage unload;

    Loading(Gate gate, Lineage lineage, LoadStage load, WarmStage warm, UnloadStage unload) {
        this.gate = gate;
        this.lineage = lineage;
        this.load = load;
        this.compare = new CompareStage(gate);
        this.warm = warm;
        this.unload = unload;
    }

    /**
     * What is to be done with a shadow.
     *
     * @param warms whether it is warmed, if there is work
     * @param compares whether it is compared, if there is something to compare
     * @param strict whether a warning refuses
     * @param values whether the comparison tells examples of values
     * @param back makes this thread and the JIT's stand back
     */
    record Wish(boolean warms, boolean compares, boolean strict, boolean values, StandBack back) {}

    /**
     * A generation that is loaded.
     *
     * @param findings what there is to say of how it came to that
     * @param warmed how it was warmed; empty if it was not
     */
    record Loaded(
            Generation generation, List<Finding> findings, Optional<WarmStage.Warmed> warmed) {}

    Loaded load(Verified verified, int number, Wish wish, Cancellation cancellation, Run run)
            throws Refused {
        Defined defined = run.stage(Stage.LOAD, () -> define(verified, number, wish, cancellation));
        return switch (defined) {
            case Defined.Idle(Generation loaded) -> new Loaded(loaded, List.of(), Optional.empty());
            case Defined.Shadowed shadowed -> use(shadowed, cancellation, run);
        };
    }

    /** What the stage load leaves: all of it, or loaders and a shadow to use them in. */
    private sealed interface Defined {
        record Idle(Generation loaded) implements Defined {}

        record Shadowed(LoadStage.Candidate candidate, Shadow shadow, Wish wish)
                implements Defined {}
    }

    private Defined define(Verified verified, int number, Wish wish, Cancellation cancellation)
            throws Refused {
        LoadStage.Candidate candidate =
                load.define(verified, number, cancellation, unload::release);
        Generation live = lineage.current();
        boolean warms = wish.warms() && warm.hasWork(live, candidate.instances());
        boolean compares = wish.compares() && compare.hasWork(live, candidate.instances());
        if (!warms && !compares) {
            return new Defined.Idle(animate(candidate, wish, cancellation));
        }
        boolean shadowed = false;
        try {
            Shadow shadow = load.shadow(candidate, cancellation);
            shadowed = true;
            return new Defined.Shadowed(
                    candidate,
                    shadow,
                    new Wish(warms, compares, wish.strict(), wish.values(), wish.back()));
        } finally {
            if (!shadowed) {
                LoadStage.discard(candidate, unload::release);
            }
        }
    }

    /** Uses the shadow, throws it away, and makes what will serve in the last of its stages. */
    private Loaded use(Defined.Shadowed shadowed, Cancellation cancellation, Run run)
            throws Refused {
        if (!shadowed.wish().warms()) {
            return run.stage(
                    Stage.COMPARE,
                    () -> {
                        List<Finding> findings =
                                last(shadowed, () -> compare(shadowed, cancellation, run));
                        Generation loaded = animate(shadowed, cancellation);
                        return new Loaded(loaded, findings, Optional.empty());
                    });
        }
        List<Finding> findings = new ArrayList<>();
        if (shadowed.wish().compares()) {
            Run.Step<List<Finding>> step = () -> compare(shadowed, cancellation, run);
            findings.addAll(run.stage(Stage.COMPARE, () -> guarded(shadowed, step)));
        }
        return run.stage(
                Stage.WARM,
                () -> {
                    WarmStage.Warmed warmed = last(shadowed, () -> warm(shadowed, cancellation));
                    findings.addAll(warmed.findings());
                    Generation loaded = animate(shadowed, cancellation);
                    return new Loaded(loaded, findings, Optional.of(warmed));
                });
    }

    private List<Finding> compare(Defined.Shadowed shadowed, Cancellation cancellation, Run run)
            throws Refused {
        open(shadowed);
        Wish wish = shadowed.wish();
        CompareStage.Compared compared =
                compare.compare(shadowed.shadow(), lineage.current(), wish.values(), cancellation);
        run.compared(compared.comparison());
        if (wish.strict()) {
            Strict.check(compared.findings());
        }
        return compared.findings();
    }

    private WarmStage.Warmed warm(Defined.Shadowed shadowed, Cancellation cancellation)
            throws Refused {
        if (!shadowed.wish().compares()) {
            open(shadowed);
        }
        WarmStage.Warmed warmed =
                warm.warm(
                        shadowed.shadow(), lineage.current(), shadowed.wish().back(), cancellation);
        if (shadowed.wish().strict()) {
            Strict.check(warmed.findings());
        }
        return warmed;
    }

    private Generation animate(Defined.Shadowed shadowed, Cancellation cancellation)
            throws Refused {
        return animate(shadowed.candidate(), shadowed.wish(), cancellation);
    }

    /** Makes what will serve; threads that modules start here are to be threads like any. */
    private Generation animate(LoadStage.Candidate candidate, Wish wish, Cancellation cancellation)
            throws Refused {
        return wish.back().forward(() -> load.animate(candidate, cancellation, unload::release));
    }

    /** Takes a step in a shadow; if it fails, shadow and candidate are let go. */
    private <T> T guarded(Defined.Shadowed shadowed, Run.Step<T> step) throws Refused {
        boolean done = false;
        try {
            T taken = step.take();
            done = true;
            return taken;
        } finally {
            if (!done) {
                shadowed.shadow().close();
                LoadStage.discard(shadowed.candidate(), unload::release);
            }
        }
    }

    /** Takes the last step in a shadow. */
    private <T> T last(Defined.Shadowed shadowed, Run.Step<T> step) throws Refused {
        T taken = guarded(shadowed, step);
        shadowed.shadow().close();
        return taken;
    }

    /** Has actors of the shadow begin with what lives. */
    private void open(Defined.Shadowed shadowed) throws Refused {
        Generation live = lineage.current();
        Shadow shadow = shadowed.shadow();
        shadow.actors()
                .open(
                        gate::desk,
                        live.behaviours(),
                        shadow.generation().behaviours(),
                        crossings(shadowed.candidate().verified(), shadow));
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
