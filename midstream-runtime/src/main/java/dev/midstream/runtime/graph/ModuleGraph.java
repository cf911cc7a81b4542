package dev.midstream.runtime.graph;

import dev.midstream.runtime.config.ConfigShape;
import dev.midstream.runtime.graph.ScannedApp.ScannedModule;
import dev.midstream.runtime.graph.ScannedApp.SharedLibraries;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An app whose every need is bound to its providers.
 *
 * @param app the app's name
 * @param modules the modules in the order in which instances come to life: who is required or
 *     provides stands before who requires or needs, as far as the two agree; needs decide
 * @param bindings for each module with an AppModule, who serves each of its needs
 * @param shared the libraries that modules share; empty if there are none
 */
public record ModuleGraph(
        String app,
        List<ScannedModule> modules,
        Map<String, List<Binding>> bindings,
        Optional<SharedLibraries> shared) {

    /**
     * One need, bound.
     *
     * @param need what is asked for
     * @param sources who serves it; exactly one unless {@code collects}
     * @param collects whether the need is a list of all there are
     */
    public record Binding(Descriptor.Need need, List<Source> sources, boolean collects) {}

    /** Who serves a need. */
    public sealed interface Source {

        /** A {@code @Provides} method of a module. */
        record OfModule(String module, Descriptor.Provision provision) implements Source {}

        /** The actors of a type, which a module declares. */
        record OfActor(String module, String type) implements Source {}

        /** A service that the host was given. */
        record OfHost(ServiceType type) implements Source {}

        /** What the host makes for each module instance. */
        record OfInstance(ServiceType type) implements Source {}

        /** The module's configuration. */
        record OfConfiguration(ConfigShape shape) implements Source {}
    }

    /** The modules that a module depends on directly, by class or by service. */
    public Set<String> dependencies(Descriptor module) {
        Set<String> dependencies = new TreeSet<>(module.requires());
        for (Binding binding : bindings.getOrDefault(module.name(), List.of())) {
            for (Source source : binding.sources()) {
                switch (source) {
                    case Source.OfModule provider -> dependencies.add(provider.module());
                    case Source.OfActor actor -> dependencies.add(actor.module());
                    case Source.OfHost _, Source.OfInstance _, Source.OfConfiguration _ -> {}
                }
            }
        }
        dependencies.remove(module.name());
        return dependencies;
    }

    /** The modules that provide a type, in order. */
    public List<Source.OfModule> providers(ServiceType type) {
        return modules.stream()
                .map(ScannedModule::descriptor)
                .flatMap(module -> Binder.provisions(module, type))
                .toList();
    }

    /** The configuration records that each module takes. */
    public SortedMap<String, List<ConfigShape>> configurations() {
        SortedMap<String, List<ConfigShape>> shapes = new TreeMap<>();
        bindings.forEach((module, bound) -> {
            List<ConfigShape> taken = configurations(bound);
            if (!taken.isEmpty()) {
                shapes.put(module, taken);
            }
        });
        return shapes;
    }

    /** The configuration records among bindings. */
    public static List<ConfigShape> configurations(List<Binding> bindings) {
        return bindings.stream()
                .flatMap(binding -> binding.sources().stream())
                .filter(Source.OfConfiguration.class::isInstance)
                .map(source -> ((Source.OfConfiguration) source).shape())
                .toList();
    }

    /** A module by name; empty if the app has none of that name. */
    public Optional<ScannedModule> module(String name) {
        return modules.stream().filter(m -> m.descriptor().name().equals(name)).findFirst();
    }
}
