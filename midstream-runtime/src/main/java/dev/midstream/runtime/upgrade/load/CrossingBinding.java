package dev.midstream.runtime.upgrade.load;

import dev.midstream.runtime.actor.Behaviour;
import dev.midstream.runtime.actor.Crossings;
import dev.midstream.runtime.actor.Leg;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.ModuleInstance;
import dev.midstream.runtime.migration.ActorPlans;
import dev.midstream.runtime.migration.MigrationError;
import dev.midstream.runtime.migration.Migrations;
import dev.midstream.runtime.migration.SharedConversions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Binds the plans that verify has made to the classes of what runs and of what was loaded. */
public final class CrossingBinding {

    private CrossingBinding() {}

    /**
     * Binds them. Runs no code of the app but static initializers of enums.
     *
     * @param legs the ways that actors will have to go
     * @return both ways for each leg from what runs; actors that an older generation left behind
     *     stay set aside
     * @throws Refused if a class is not what its bytecode said, or cannot be linked
     */
    public static Map<Leg, Crossings> bind(
            Migrations migrations, Generation current, Generation next, List<Leg> legs)
            throws Refused {
        SharedConversions upgrade = new SharedConversions();
        Map<String, Crossings> crossings = new TreeMap<>();
        for (ActorPlans plans : migrations.plans()) {
            Optional<ClassLoader> from = loader(current, plans.type());
            Optional<ClassLoader> to = loader(next, plans.type());
            if (from.isPresent() && to.isPresent()) {
                try {
                    crossings.put(plans.type(), plans.bind(from.get(), to.get(), upgrade));
                } catch (ReflectiveOperationException | LinkageError e) {
                    throw new Refused(
                            MigrationError.UNBOUND,
                            plans.type(),
                            "its states cannot be converted by the classes that were loaded: " + e,
                            "Let the actor's module see all types of its state and messages");
                }
            }
        }
        Map<Leg, Crossings> byLeg = new HashMap<>();
        for (Leg leg : legs) {
            Crossings both = crossings.get(leg.from().type());
            if (both != null && current.behaviours().has(leg.from())) {
                byLeg.put(leg, both);
            }
        }
        return byLeg;
    }

    private static Optional<ClassLoader> loader(Generation generation, String type) {
        for (ModuleInstance instance : generation.modules()) {
            for (Behaviour behaviour : instance.behaviours()) {
                if (behaviour.type().equals(type)) {
                    return Optional.of(instance.loader());
                }
            }
        }
        return Optional.empty();
    }
}
