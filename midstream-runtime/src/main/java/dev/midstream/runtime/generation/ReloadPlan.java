package dev.midstream.runtime.generation;

import dev.midstream.runtime.config.Configuration;
import dev.midstream.runtime.graph.Descriptor;
import dev.midstream.runtime.graph.ModuleGraph;
import dev.midstream.runtime.graph.ScannedApp.ScannedModule;
import dev.midstream.runtime.graph.ScannedApp.SharedLibraries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who gets a new class loader, and who is kept.
 *
 * <p>New: modules that changed, and every module that depends on one, by class or by service,
 * transitively. Class dependents need it to link; service dependents get new classes on purpose,
 * since warming a new callee through a shared caller would spoil the caller's compiled code for
 * live traffic.
 *
 * @param kept the instances that stay, by module
 * @param fresh why each of the others is loaded, by module
 * @param keptShared the loaded shared libraries, if they stay
 */
public record ReloadPlan(
        Map<String, ModuleInstance> kept,
        Map<String, String> fresh,
        Optional<ModuleInstance> keptShared) {

    /** The module name under which the shared libraries stand. */
    public static final String SHARED = SharedLibraries.NAME;

    /** Plans the way from what runs to a graph. */
    public static ReloadPlan of(ModuleGraph graph, Optional<Generation> current) {
        return of(graph, Configuration.NONE, current);
    }

    /** Plans the way from what runs to a graph and its configuration. */
    public static ReloadPlan of(
            ModuleGraph graph, Configuration configuration, Optional<Generation> current) {
        Map<String, ModuleInstance> running = new HashMap<>();
        current.ifPresent(c -> c.modules().forEach(m -> running.put(m.descriptor().name(), m)));
        Optional<ModuleInstance> keptShared =
                Optional.ofNullable(running.get(SHARED))
                        .filter(shared ->
                                graph.shared().isPresent()
                                        && graph.shared()
                                                .get()
                                                .version()
                                                .equals(shared.descriptor().version()));
        Map<String, String> fresh = new TreeMap<>();
        for (ScannedModule module : graph.modules()) {
            ownReason(graph, configuration, module.descriptor(), running)
                    .ifPresent(reason -> fresh.put(module.descriptor().name(), reason));
        }
        spread(graph, fresh);
        Map<String, ModuleInstance> kept = new TreeMap<>();
        for (ScannedModule module : graph.modules()) {
            String name = module.descriptor().name();
            ModuleInstance instance = running.get(name);
            if (!fresh.containsKey(name) && instance != null) {
                kept.put(name, instance);
            }
        }
        return new ReloadPlan(kept, fresh, keptShared);
    }

    private static Optional<String> ownReason(
            ModuleGraph graph,
            Configuration configuration,
            Descriptor module,
            Map<String, ModuleInstance> running) {
        ModuleInstance instance = running.get(module.name());
        if (instance == null) {
            return Optional.of("new");
        }
        if (!instance.descriptor().version().equals(module.version())) {
            return Optional.of("changed");
        }
        if (!instance.config().equals(configuration.of(module.name()))) {
            return Optional.of("configured anew");
        }
        boolean sameBindings =
                instance.bindings().equals(graph.bindings().getOrDefault(module.name(), List.of()));
        return sameBindings ? Optional.empty() : Optional.of("its services come from others now");
    }

    private static void spread(ModuleGraph graph, Map<String, String> fresh) {
        boolean grew = true;
        while (grew) {
            grew = false;
            for (ScannedModule module : graph.modules()) {
                Descriptor descriptor = module.descriptor();
                if (fresh.containsKey(descriptor.name())) {
                    continue;
                }
                Set<String> dependencies = graph.dependencies(descriptor);
                Optional<String> because =
                        dependencies.stream().filter(fresh::containsKey).findFirst();
                if (because.isPresent()) {
                    String how =
                            descriptor.requires().contains(because.get())
                                    ? "requires "
                                    : "is served by ";
                    fresh.put(descriptor.name(), how + because.get());
                    grew = true;
                }
            }
        }
    }

    /** The plan in one line: {@code changed 1 of 3, reloads 2 (web requires contract, …)}. */
    public String summary() {
        List<String> dragged = new ArrayList<>();
        int own = 0;
        for (Map.Entry<String, String> module : fresh.entrySet()) {
            String reason = module.getValue();
            if (reason.startsWith("requires ") || reason.startsWith("is served by ")) {
                dragged.add(module.getKey() + " " + reason);
            } else {
                own++;
            }
        }
        int all = kept.size() + fresh.size();
        String because = dragged.isEmpty() ? "" : " (" + String.join(", ", dragged) + ")";
        return "changed " + own + " of " + all + ", reloads " + fresh.size() + because;
    }
}
