package dev.midstream.runtime.generation;

import dev.midstream.runtime.config.Configuration;
import dev.midstream.runtime.graph.Descriptor;
import dev.midstream.runtime.graph.ModuleGraph;
import dev.midstream.runtime.graph.ScannedApp.ScannedModule;
import dev.midstream.runtime.graph.ScannedApp.SharedLibraries;
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
 * @param closure the same for people, with its price
 */
public record ReloadPlan(
        Map<String, ModuleInstance> kept,
        Map<String, String> fresh,
        Optional<ModuleInstance> keptShared,
        Closure closure) {

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
        Map<String, String> because = new TreeMap<>();
        spread(graph, fresh, because);
        Map<String, ModuleInstance> kept = new TreeMap<>();
        for (ScannedModule module : graph.modules()) {
            String name = module.descriptor().name();
            ModuleInstance instance = running.get(name);
            if (!fresh.containsKey(name) && instance != null) {
                kept.put(name, instance);
            }
        }
        Closure closure = Closure.of(graph, fresh, because);
        return new ReloadPlan(kept, fresh, keptShared, closure);
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
            return Optional.of(how(graph, module, instance));
        }
        if (!instance.config().equals(configuration.of(module.name()))) {
            return Optional.of("configured anew");
        }
        boolean sameBindings =
                instance.bindings().equals(graph.bindings().getOrDefault(module.name(), List.of()));
        return sameBindings ? Optional.empty() : Optional.of("its services come from others now");
    }

    private static String how(ModuleGraph graph, Descriptor module, ModuleInstance instance) {
        boolean sameJar =
                graph.module(module.name())
                        .filter(m -> instance.loader().isOf(m.jar()))
                        .isPresent();
        if (!sameJar) {
            return "changed";
        }
        boolean sameLibraries =
                instance.descriptor().privateLibraries().equals(module.privateLibraries());
        return sameLibraries && module.usesShared()
                ? "shared libraries changed"
                : "libraries changed";
    }

    private static void spread(
            ModuleGraph graph, Map<String, String> fresh, Map<String, String> dragged) {
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
                    dragged.put(descriptor.name(), because.get());
                    fresh.put(descriptor.name(), edge(graph, descriptor, because.get()));
                    grew = true;
                }
            }
        }
    }

    /** How a module depends on another: a service says more than a class, but needs it less. */
    private static String edge(ModuleGraph graph, Descriptor module, String on) {
        if (module.requires().contains(on)) {
            return "requires " + on;
        }
        return graph.bindings().getOrDefault(module.name(), List.of()).stream()
                .filter(binding ->
                        binding.sources().stream()
                                .anyMatch(source ->
                                        source instanceof ModuleGraph.Source.OfModule of
                                                && of.module().equals(on)))
                .findFirst()
                .map(binding -> "service " + binding.need().type() + " of " + on)
                .orElse("is served by " + on);
    }

    /** The plan in one line: {@code changed 1 of 3, reloads 2 (web ← pricing by service …)}. */
    public String summary() {
        return closure.summary();
    }
}
