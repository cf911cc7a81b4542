package dev.midstream.runtime.upgrade.verify;

import dev.midstream.runtime.actor.ActorEngine;
import dev.midstream.runtime.actor.Behaviour;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.ReloadPlan;
import dev.midstream.runtime.graph.ActorFact;
import dev.midstream.runtime.graph.ActorTypeError;
import dev.midstream.runtime.graph.ModuleGraph;
import dev.midstream.runtime.graph.ScannedApp.ScannedModule;
import dev.midstream.runtime.graph.ServiceType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Refuses what would separate actors that live from the classes of their state. */
final class LiveActors {

    private LiveActors() {}

    static List<Finding> check(
            ActorEngine actors, ModuleGraph graph, ReloadPlan plan, Optional<Generation> current) {
        if (current.isEmpty()) {
            return List.of();
        }
        Map<String, ActorFact> facts = new HashMap<>();
        for (ScannedModule module : graph.modules()) {
            module.descriptor().actors().forEach(fact -> facts.put(fact.type(), fact));
        }
        List<Finding> findings = new ArrayList<>();
        for (Behaviour behaviour : current.get().behaviours().all()) {
            long count = actors.count(behaviour.type());
            if (count > 0) {
                check(behaviour.type(), count, facts.get(behaviour.type()), graph, plan)
                        .ifPresent(findings::add);
            }
        }
        return findings;
    }

    private static Optional<Finding> check(
            String type,
            long count,
            @org.jspecify.annotations.Nullable ActorFact fact,
            ModuleGraph graph,
            ReloadPlan plan) {
        String live = count + (count == 1 ? " actor of type " : " actors of type ") + type;
        if (fact == null) {
            return Optional.of(
                    Finding.error(
                            ActorTypeError.REMOVED,
                            type,
                            "there are " + live + ", and no module has that type any more",
                            "Keep a class with @ActorType(\""
                                    + type
                                    + "\") until they are stopped"));
        }
        for (ServiceType needed : List.of(fact.state(), fact.message())) {
            Optional<String> owner = owner(graph, needed);
            String why = owner.map(plan.fresh()::get).orElse(null);
            if (why != null) {
                return Optional.of(
                        Finding.error(
                                ActorTypeError.REPLACED,
                                type,
                                "there are "
                                        + live
                                        + ", and "
                                        + needed
                                        + " would be loaded anew: module '"
                                        + owner.orElseThrow()
                                        + "' "
                                        + why
                                        + ". States are not converted yet",
                                "Keep states and messages in a contract module of their own, and"
                                        + " change that only when the host is started anew"));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> owner(ModuleGraph graph, ServiceType type) {
        String entry = type.className().replace('.', '/') + ".class";
        return graph.modules().stream()
                .filter(module -> module.jar().entry(entry).isPresent())
                .map(module -> module.descriptor().name())
                .findFirst();
    }
}
