package dev.midstream.runtime.migration;

import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.shape.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Two worlds with a type of each, and the ways between. */
record Pairing(World old, World next, Plan up, Plan down) {

    static Pairing of(World old, String source, World next, String target) {
        Type from = old.type(source);
        Type to = next.type(target);
        return new Pairing(
                old,
                next,
                Planner.plan(old.shapes(), from, next.shapes(), to),
                Planner.plan(next.shapes(), to, old.shapes(), from));
    }

    Conversion bound(Plan plan, World from, World to, SharedValues shared) {
        try {
            return Conversion.of(
                    plan,
                    new Side(from.shapes(), Optional.of(from.loader())),
                    new Side(to.shapes(), Optional.of(to.loader())),
                    shared);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a class is not what its bytecode said", e);
        }
    }

    Conversion upwards() {
        return bound(up, old, next, new SharedValues());
    }

    Conversion back() {
        return bound(down, next, old, new SharedValues());
    }

    WayBack wayBack() {
        return WayBack.of(up, down);
    }

    /** What verify says about them if they are the state of an actor. */
    List<String> refusals() {
        List<Finding> all = new ArrayList<>(ActorPlans.misfits(shapes(next, up.to())));
        all.addAll(plans().refusals());
        return all.stream().map(Object::toString).toList();
    }

    ActorPlans plans() {
        return ActorPlans.of(shapes(old, up.from()), shapes(next, up.to()));
    }

    private static ActorShapes shapes(World world, Type state) {
        return new ActorShapes(
                "cart",
                world.shapes(),
                state,
                new Type.Leaf("Ljava/lang/String;"),
                Map.of(),
                Map.of());
    }
}
