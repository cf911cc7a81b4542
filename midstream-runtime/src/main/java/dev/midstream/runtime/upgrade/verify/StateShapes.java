package dev.midstream.runtime.upgrade.verify;

import dev.midstream.runtime.actor.ActorEngine;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.ModuleInstance;
import dev.midstream.runtime.generation.ReloadPlan;
import dev.midstream.runtime.graph.ActorFact;
import dev.midstream.runtime.graph.ModuleGraph;
import dev.midstream.runtime.graph.ScannedApp;
import dev.midstream.runtime.graph.ScannedApp.ScannedModule;
import dev.midstream.runtime.graph.Sight;
import dev.midstream.runtime.loader.Boundary;
import dev.midstream.runtime.migration.ActorPlans;
import dev.midstream.runtime.migration.ActorShapes;
import dev.midstream.runtime.migration.MigrationError;
import dev.midstream.runtime.migration.Migrations;
import dev.midstream.runtime.shape.OpenWorld;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Compares what actors keep and exchange with what the candidate's actors do: states, messages,
 * tokens and replies, of types without actors too, since messages to them may be on their way.
 */
final class StateShapes {

    private final Sight sight;
    private final Boundary boundary;
    private final ModuleGraph graph;
    private final List<Finding> findings = new ArrayList<>();

    StateShapes(ScannedApp app, ModuleGraph graph, Boundary boundary) {
        this.sight = Sight.of(app);
        this.graph = graph;
        this.boundary = boundary;
    }

    /** What was found; errors refuse. */
    List<Finding> findings() {
        return findings;
    }

    /** Plans how everything comes from what runs to the candidate. */
    Migrations plan(ActorEngine actors, ReloadPlan plan, Optional<Generation> current) {
        Map<String, ActorFact> candidates = new HashMap<>();
        Map<String, ScannedModule> owners = new HashMap<>();
        for (ScannedModule module : graph.modules()) {
            for (ActorFact fact : module.descriptor().actors()) {
                candidates.put(fact.type(), fact);
                owners.put(fact.type(), module);
            }
        }
        Map<String, ActorShapes> next = new HashMap<>();
        owners.forEach((type, module) -> {
            if (plan.fresh().containsKey(module.descriptor().name())) {
                candidate(module, fact(candidates, type))
                        .ifPresent(shapes -> next.put(type, shapes));
            }
        });
        next.values().forEach(shapes -> findings.addAll(ActorPlans.misfits(shapes)));
        SortedMap<String, Long> removed = new TreeMap<>();
        List<ActorPlans> plans = new ArrayList<>();
        for (ModuleInstance module : current.map(Generation::modules).orElse(List.of())) {
            for (ActorFact fact : module.descriptor().actors()) {
                ActorShapes shapes = next.get(fact.type());
                if (shapes != null) {
                    running(current.orElseThrow(), module, fact)
                            .ifPresent(running -> plans.add(ActorPlans.of(running, shapes)));
                } else if (!candidates.containsKey(fact.type()) && actors.count(fact.type()) > 0) {
                    removed.put(fact.type(), actors.count(fact.type()));
                }
            }
        }
        plans.forEach(this::tell);
        return new Migrations(List.copyOf(plans), Set.copyOf(candidates.keySet()), removed);
    }

    private static ActorFact fact(Map<String, ActorFact> facts, String type) {
        return Optional.ofNullable(facts.get(type)).orElseThrow();
    }

    private void tell(ActorPlans plans) {
        for (Finding each : plans.refusals()) {
            if (!findings.contains(each)) {
                findings.add(each);
            }
        }
        plans.fence()
                .ifPresent(why ->
                        findings.add(
                                Finding.info(
                                        MigrationError.FENCED,
                                        plans.type(),
                                        "older code cannot be told all that newer actors reply ("
                                                + why
                                                + "); new messages to actors of this type wait"
                                                + " until the older code's work is done, at most"
                                                + " the drain deadline",
                                        "")));
        List<String> dropped = plans.wayBack().dropped();
        if (!dropped.isEmpty()) {
            findings.add(
                    Finding.info(
                            MigrationError.DROPPED_BACK,
                            plans.type(),
                            "a rollback drops " + String.join(", ", dropped),
                            ""));
        }
    }

    private Optional<ActorShapes> candidate(ScannedModule module, ActorFact fact) {
        List<String> tokens = new ArrayList<>(module.descriptor().tokens());
        for (String other : new TreeSet<>(module.descriptor().requires())) {
            graph.module(other).ifPresent(each -> tokens.addAll(each.descriptor().tokens()));
        }
        return read(fact, tokens, cached(name -> inCandidate(module.descriptor().name(), name)));
    }

    private Optional<ActorShapes> running(
            Generation current, ModuleInstance module, ActorFact fact) {
        List<String> tokens = new ArrayList<>(module.descriptor().tokens());
        for (ModuleInstance other : current.modules()) {
            if (module.descriptor().requires().contains(other.descriptor().name())) {
                tokens.addAll(other.descriptor().tokens());
            }
        }
        return read(fact, tokens, cached(name -> resource(module.loader(), name)));
    }

    private Optional<ActorShapes> read(
            ActorFact fact, List<String> tokens, Function<String, Optional<ClassModel>> find) {
        try {
            return Optional.of(
                    ActorShapes.read(
                            fact.type(),
                            fact.state().signature(),
                            fact.message().signature(),
                            tokens,
                            find));
        } catch (OpenWorld open) {
            findings.add(
                    Finding.error(
                            MigrationError.CHANGED,
                            fact.type(),
                            "its types cannot be read: " + open.path(),
                            "Let its module see all types of its state and messages"));
            return Optional.empty();
        }
    }

    private static Function<String, Optional<ClassModel>> cached(
            Function<String, Optional<byte[]>> bytes) {
        Map<String, Optional<ClassModel>> known = new HashMap<>();
        return name ->
                known.computeIfAbsent(name, each -> bytes.apply(each).map(ClassFile.of()::parse));
    }

    private Optional<byte[]> inCandidate(String module, String name) {
        Optional<Sight.Place> place = sight.find(module, name + ".class");
        if (place.isPresent()) {
            return place.get().jar().entry(name + ".class");
        }
        int slash = name.lastIndexOf('/');
        return boundary.owner(slash < 0 ? "" : name.substring(0, slash).replace('/', '.'))
                .flatMap(loader -> resource(loader, name));
    }

    private static Optional<byte[]> resource(ClassLoader loader, String name) {
        try (InputStream in = loader.getResourceAsStream(name + ".class")) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
