package dev.midstream.runtime.graph;

import dev.midstream.runtime.config.ConfigShape;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.graph.Descriptor.Need;
import dev.midstream.runtime.graph.ModuleGraph.Binding;
import dev.midstream.runtime.graph.ModuleGraph.Source;
import dev.midstream.runtime.graph.ScannedApp.ScannedModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Binds every need of an app to its providers and orders the modules. */
public final class Binder {

    private final ScannedApp app;
    private final Set<ServiceType> hostServices;
    private final List<Finding> findings = new ArrayList<>();
    private final ActorIndex actors;

    private Binder(ScannedApp app, Set<ServiceType> hostServices) {
        this.app = app;
        this.hostServices = hostServices;
        this.actors = new ActorIndex(app, findings);
    }

    /**
     * Binds an app.
     *
     * @param hostServices what the host was given to provide
     * @throws Refused with all that is missing or ambiguous, or with the first circle
     */
    public static ModuleGraph bind(ScannedApp app, Set<ServiceType> hostServices) throws Refused {
        return new Binder(app, hostServices).bind();
    }

    private ModuleGraph bind() throws Refused {
        if (app.modules().stream().noneMatch(m -> m.descriptor().entry().isPresent())) {
            throw new Refused(
                    GraphError.NO_APP_MODULE,
                    app.name(),
                    "none of its modules "
                            + app.modules().stream().map(m -> m.descriptor().name()).toList()
                            + " has a class that implements dev.midstream.api.AppModule",
                    "Let one public class implement AppModule");
        }
        Map<String, List<Binding>> bindings = new TreeMap<>();
        for (ScannedModule module : app.modules()) {
            Descriptor descriptor = module.descriptor();
            if (descriptor.entry().isPresent()) {
                List<Binding> bound = new ArrayList<>();
                for (Need need : descriptor.entry().get().needs()) {
                    bound.add(bind(descriptor, need));
                }
                bindings.put(descriptor.name(), List.copyOf(bound));
            }
        }
        if (!findings.isEmpty()) {
            throw new Refused(findings);
        }
        ModuleGraph unordered = new ModuleGraph(app.name(), app.modules(), bindings, app.shared());
        return new ModuleGraph(app.name(), Order.of(unordered), bindings, app.shared());
    }

    private Binding bind(Descriptor module, Need need) {
        Optional<ServiceType> element = need.type().element();
        if (element.isPresent()) {
            return new Binding(need, sources(element.get()), true);
        }
        Optional<ServiceType> messages = need.type().messages();
        if (messages.isPresent()) {
            return new Binding(need, receiver(module, need, messages.get()), false);
        }
        List<Source> sources = sources(need.type());
        if (sources.isEmpty()) {
            sources = unprovided(module, need);
        }
        if (sources.isEmpty()) {
            findings.add(missing(module, need));
        } else if (sources.size() > 1) {
            findings.add(
                    Finding.error(
                            GraphError.AMBIGUOUS_SERVICE,
                            module.name(),
                            asks(module, need)
                                    + " once, but it is provided by "
                                    + sources.stream()
                                            .map(Binder::describe)
                                            .collect(Collectors.joining(" and ")),
                            "Remove one provider, or ask for List<" + need.type() + ">"));
        }
        return new Binding(need, sources, false);
    }

    private List<Source> receiver(Descriptor module, Need need, ServiceType messages) {
        Optional<Source.OfActor> receiver = actors.receiver(messages);
        if (receiver.isEmpty()) {
            findings.add(
                    Finding.error(
                            ActorTypeError.NO_ACTOR,
                            module.name(),
                            asks(module, need)
                                    + ", and no actor class receives "
                                    + messages
                                    + "; received are "
                                    + (actors.messages().isEmpty()
                                            ? "none"
                                            : String.join(", ", actors.messages())),
                            "Write a class with @ActorType that implements Actor<…, "
                                    + messages
                                    + ">, and declare it with wiring.actor"));
        }
        return receiver.stream().<Source>map(actor -> actor).toList();
    }

    /** What serves a need that nobody provides: configuration, or what the host makes. */
    private static List<Source> unprovided(Descriptor module, Need need) {
        Optional<ConfigShape> shape =
                module.entry().map(Descriptor.Entry::records).map(types -> types.get(need.type()));
        if (shape.isPresent()) {
            return List.of(new Source.OfConfiguration(shape.get()));
        }
        return InstanceTypes.ALL.contains(need.type())
                ? List.of(new Source.OfInstance(need.type()))
                : List.of();
    }

    private Finding missing(Descriptor module, Need need) {
        List<String> provided =
                app.modules().stream()
                        .flatMap(m -> m.descriptor().entry().stream())
                        .flatMap(entry -> entry.provides().stream())
                        .map(provision -> provision.type().toString())
                        .distinct()
                        .sorted()
                        .toList();
        return Finding.error(
                GraphError.MISSING_SERVICE,
                module.name(),
                asks(module, need)
                        + ", which no module provides; provided are "
                        + (provided.isEmpty() ? "none" : String.join(", ", provided)),
                "Add a public method with @Provides that returns "
                        + need.type()
                        + " to a module, or remove the parameter");
    }

    private static String asks(Descriptor module, Need need) {
        String type = module.entry().map(Descriptor.Entry::className).orElse(module.name());
        return "the constructor of " + type + " asks for " + need.type() + " " + need.parameter();
    }

    private List<Source> sources(ServiceType type) {
        List<Source> sources = new ArrayList<>();
        if (hostServices.contains(type)) {
            sources.add(new Source.OfHost(type));
        }
        for (ScannedModule module : app.modules()) {
            provisions(module.descriptor(), type).forEach(sources::add);
        }
        return List.copyOf(sources);
    }

    static Stream<Source.OfModule> provisions(Descriptor module, ServiceType type) {
        return module.entry().stream()
                .flatMap(entry -> entry.provides().stream())
                .filter(provision -> provision.type().equals(type))
                .map(provision -> new Source.OfModule(module.name(), provision));
    }

    private static String describe(Source source) {
        return switch (source) {
            case Source.OfModule of -> of.module() + "." + of.provision().method() + "()";
            case Source.OfActor actor -> actor.module() + "'s actor type " + actor.type();
            case Source.OfHost _, Source.OfInstance _ -> "the host";
            case Source.OfConfiguration configuration -> configuration.shape().className();
        };
    }
}
