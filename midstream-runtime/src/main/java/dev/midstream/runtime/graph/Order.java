package dev.midstream.runtime.graph;

import dev.midstream.runtime.finding.Code;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.graph.ScannedApp.ScannedModule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Puts providers before their users; refuses circles and draws them. */
final class Order {

    private final Map<String, Set<String>> edges = new LinkedHashMap<>();
    private final Code circle;
    private final String remedy;
    private final List<String> path = new ArrayList<>();
    private final Set<String> done = new HashSet<>();
    private final List<String> ordered = new ArrayList<>();

    private Order(Code circle, String remedy) {
        this.circle = circle;
        this.remedy = remedy;
    }

    /**
     * The modules of a graph, providers before their users. Modules that only refer to each other's
     * classes need no order between their instances, yet a circle of them could not be loaded.
     */
    static List<ScannedModule> of(ModuleGraph graph) throws Refused {
        sorted(
                graph,
                Descriptor::requires,
                GraphError.CYCLIC_MODULES,
                "Move what both need into a third module");
        List<String> names =
                sorted(
                        graph,
                        module -> services(graph, module),
                        GraphError.CYCLIC_SERVICE,
                        "Let one of them take a listener instead, or move the shared part into a"
                                + " third module");
        return names.stream().map(graph::module).flatMap(java.util.Optional::stream).toList();
    }

    private static Set<String> services(ModuleGraph graph, Descriptor module) {
        Set<String> providers = new TreeSet<>();
        for (ModuleGraph.Binding binding :
                graph.bindings().getOrDefault(module.name(), List.of())) {
            for (ModuleGraph.Source source : binding.sources()) {
                if (source instanceof ModuleGraph.Source.OfModule provider) {
                    providers.add(provider.module());
                }
            }
        }
        return providers;
    }

    private static List<String> sorted(
            ModuleGraph graph,
            Function<Descriptor, Set<String>> dependencies,
            Code circle,
            String remedy)
            throws Refused {
        Order order = new Order(circle, remedy);
        for (ScannedModule module : graph.modules()) {
            order.edges.put(module.descriptor().name(), dependencies.apply(module.descriptor()));
        }
        for (String module : order.edges.keySet()) {
            order.visit(module);
        }
        return order.ordered;
    }

    private void visit(String module) throws Refused {
        if (done.contains(module)) {
            return;
        }
        int seen = path.indexOf(module);
        if (seen >= 0) {
            List<String> round = new ArrayList<>(path.subList(seen, path.size()));
            round.add(module);
            throw new Refused(
                    circle,
                    module,
                    "modules need each other: " + String.join(" → ", round),
                    remedy);
        }
        path.add(module);
        for (String next : edges.getOrDefault(module, Set.of())) {
            visit(next);
        }
        path.removeLast();
        done.add(module);
        ordered.add(module);
    }
}
