package dev.midstream.runtime.upgrade.load;

import dev.midstream.runtime.actor.ActorEngine;
import dev.midstream.runtime.actor.ShadowActors;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.generation.Cancellation;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.HostTypes;
import dev.midstream.runtime.generation.Lifecycle;
import dev.midstream.runtime.generation.ModuleInstance;
import dev.midstream.runtime.generation.ReloadPlan;
import dev.midstream.runtime.generation.Shadow;
import dev.midstream.runtime.generation.Verified;
import dev.midstream.runtime.graph.Descriptor;
import dev.midstream.runtime.graph.ModuleGraph;
import dev.midstream.runtime.graph.ModuleGraph.Source;
import dev.midstream.runtime.graph.ScannedApp.ScannedModule;
import dev.midstream.runtime.graph.ScannedApp.SharedLibraries;
import dev.midstream.runtime.graph.ServiceType;
import dev.midstream.runtime.http.Route;
import dev.midstream.runtime.http.Router;
import dev.midstream.runtime.loader.Boundary;
import dev.midstream.runtime.loader.JdbcDrivers;
import dev.midstream.runtime.loader.ModuleLoader;
import dev.midstream.runtime.service.MetricRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** The stage load. One per host; used by one thread at a time. */
public final class LoadStage {

    private final HostTypes host;
    private final Boundary boundary;
    private final Duration deadline;
    private final ActorEngine actors;
    private final MetricRegistry metrics;

    /**
     * The stage.
     *
     * @param host what the host shares
     * @param deadline for each piece of module code
     * @param metrics where the modules' counters are kept
     * @param actors the host's actors
     */
    public LoadStage(
            HostTypes host, Duration deadline, MetricRegistry metrics, ActorEngine actors) {
        this.actors = actors;
        this.host = host;
        this.metrics = metrics;
        this.boundary = new Boundary(host.shared());
        this.deadline = deadline;
    }

    /**
     * Brings a generation to life, apart from traffic.
     *
     * @param number the generation's number
     * @param cancellation ends it early
     * @param discard lets go of a generation that came to nothing
     * @throws Refused if module code fails, hangs or does not link; all is let go again
     * @throws CancellationException if it was cancelled; all is let go again
     */
    public Generation load(
            Verified verified, int number, Cancellation cancellation, Consumer<Generation> discard)
            throws Refused {
        Candidate candidate = define(verified, number, cancellation, discard);
        return animate(candidate, cancellation, discard);
    }

    /**
     * What will be a generation: its loaders are there, its new instances have no objects yet.
     *
     * @param verified what it is made of
     * @param number its number
     * @param instances all of its instances, new ones and kept ones
     */
    public record Candidate(Verified verified, int number, List<ModuleInstance> instances) {
        /** Copies the list. */
        public Candidate {
            instances = List.copyOf(instances);
        }

        private List<ModuleInstance> fresh() {
            return instances.stream().filter(instance -> instance.since() == number).toList();
        }
    }

    /** The first half of {@link #load}: defines the loaders. */
    public Candidate define(
            Verified verified, int number, Cancellation cancellation, Consumer<Generation> discard)
            throws Refused {
        Candidate candidate = new Candidate(verified, number, instances(verified, number));
        candidate.instances().forEach(ModuleInstance::retain);
        boolean defined = false;
        try {
            registerDrivers(candidate, new Lifecycle(deadline, cancellation));
            defined = true;
            return candidate;
        } finally {
            if (!defined) {
                discard(candidate, discard);
            }
        }
    }

    /** The second half of {@link #load}: creates, configures and starts what is new. */
    public Generation animate(
            Candidate candidate, Cancellation cancellation, Consumer<Generation> discard)
            throws Refused {
        boolean loaded = false;
        try {
            Animator animator =
                    new Animator(
                            host,
                            deadline,
                            cancellation,
                            candidate.number(),
                            candidate.instances(),
                            candidate.fresh());
            animator.create();
            animator.start();
            Generation generation = generation(candidate, candidate.instances());
            loaded = true;
            return generation;
        } finally {
            if (!loaded) {
                discard(candidate, discard);
            }
        }
    }

    /**
     * Makes a shadow of a candidate: every module has an object of its own, kept ones too.
     *
     * @throws Refused as {@link #animate}; the candidate is left as it is
     * @throws CancellationException if it was cancelled; the candidate is left as it is
     */
    public Shadow shadow(Candidate candidate, Cancellation cancellation) throws Refused {
        ShadowActors shadows = new ShadowActors(actors);
        List<ModuleInstance> copies =
                candidate.instances().stream().map(ModuleInstance::shadow).toList();
        boolean made = false;
        try {
            for (ModuleInstance copy : copies) {
                ActorWiring.prepare(shadows.engine(), copy);
            }
            new Animator(host, deadline, cancellation, candidate.number(), copies, copies).create();
            Shadow shadow = new Shadow(generation(candidate, copies), shadows);
            made = true;
            return shadow;
        } finally {
            if (!made) {
                copies.forEach(copy -> {
                    copy.made().close();
                    copy.forget();
                });
            }
        }
    }

    /** Lets a candidate go that came to nothing. */
    public static void discard(Candidate candidate, Consumer<Generation> discard) {
        discard.accept(empty(candidate));
    }

    /** Before any module code runs, since that may be what opens a connection. */
    private static void registerDrivers(Candidate candidate, Lifecycle lifecycle) throws Refused {
        for (ModuleInstance instance : candidate.fresh()) {
            ModuleLoader loader = instance.loader();
            if (!JdbcDrivers.in(loader)) {
                continue;
            }
            try {
                lifecycle.run(
                        "JDBC drivers of " + instance.subject(),
                        loader,
                        () -> {
                            JdbcDrivers.register(loader);
                            return Boolean.TRUE;
                        });
            } catch (Lifecycle.TooSlow slow) {
                throw new Refused(
                        LoadError.TOO_SLOW,
                        instance.subject(),
                        String.valueOf(slow.getMessage()),
                        "A JDBC driver must not wait for anything when its class is loaded");
            } catch (ExecutionException e) {
                throw new Refused(
                        LoadError.DRIVERS_FAILED,
                        instance.subject(),
                        "its JDBC drivers cannot be registered: " + e.getCause(),
                        "Leave the driver out, or take another version of it");
            }
        }
    }

    private List<ModuleInstance> instances(Verified verified, int number) throws Refused {
        ReloadPlan plan = verified.plan();
        ModuleGraph graph = verified.graph();
        List<ModuleInstance> instances = new ArrayList<>();
        Map<String, ModuleLoader> loaders = new HashMap<>();
        Optional<ModuleInstance> shared =
                graph.shared().map(s -> plan.keptShared().orElseGet(() -> shared(s, number)));
        shared.ifPresent(instances::add);
        Optional<ModuleLoader> sharedLoader = shared.map(ModuleInstance::loader);
        plan.kept().forEach((name, kept) -> loaders.put(name, kept.loader()));
        for (ScannedModule module : graph.modules()) {
            loader(graph, module.descriptor().name(), loaders, sharedLoader, number);
        }
        for (ScannedModule module : graph.modules()) {
            Descriptor descriptor = module.descriptor();
            ModuleInstance kept = plan.kept().get(descriptor.name());
            instances.add(
                    kept != null
                            ? kept
                            : new ModuleInstance(
                                    descriptor,
                                    graph.bindings().getOrDefault(descriptor.name(), List.of()),
                                    known(loaders, descriptor.name()),
                                    number,
                                    verified.configuration().of(descriptor.name()),
                                    metrics));
        }
        for (ModuleInstance instance : instances) {
            if (instance.since() == number) {
                ActorWiring.prepare(actors, instance);
            }
        }
        return instances;
    }

    private ModuleInstance shared(SharedLibraries shared, int number) {
        Descriptor descriptor =
                new Descriptor(
                        ReloadPlan.SHARED,
                        shared.version(),
                        Descriptor.Kind.LIBRARY,
                        Set.of(),
                        shared.ids(),
                        true,
                        Optional.empty(),
                        Set.of());
        String name = loaderName(ReloadPlan.SHARED, shared.version(), number);
        ModuleLoader loader = new ModuleLoader(name, boundary, shared.jars(), List.of());
        return new ModuleInstance(descriptor, List.of(), loader, number);
    }

    /** Creates a module's loader after those it requires; the graph has no circles. */
    private ModuleLoader loader(
            ModuleGraph graph,
            String name,
            Map<String, ModuleLoader> loaders,
            Optional<ModuleLoader> shared,
            int number) {
        ModuleLoader known = loaders.get(name);
        if (known != null) {
            return known;
        }
        ScannedModule module = graph.module(name).orElseThrow();
        List<ModuleLoader> required = new ArrayList<>();
        for (String other : module.descriptor().requires()) {
            required.add(loader(graph, other, loaders, shared, number));
        }
        if (module.descriptor().usesShared()) {
            shared.ifPresent(required::add);
        }
        ModuleLoader created =
                new ModuleLoader(
                        loaderName(name, module.descriptor().version(), number),
                        boundary,
                        module.own(),
                        required);
        loaders.put(name, created);
        return created;
    }

    private static String loaderName(String module, String version, int number) {
        return module + "@" + number + "/" + version;
    }

    private static ModuleLoader known(Map<String, ModuleLoader> loaders, String name) {
        return Optional.ofNullable(loaders.get(name)).orElseThrow();
    }

    private Generation generation(Candidate candidate, List<ModuleInstance> instances)
            throws Refused {
        Verified verified = candidate.verified();
        List<Route> routes = new ArrayList<>();
        instances.forEach(instance -> routes.addAll(instance.routes()));
        Map<String, ModuleInstance> byName = new HashMap<>();
        instances.forEach(instance -> byName.put(instance.descriptor().name(), instance));
        List<Optional<Generation.Provided>> services = new ArrayList<>();
        for (Class<?> contract : host.contracts()) {
            services.add(
                    verified.graph().providers(ServiceType.of(contract)).stream()
                            .findFirst()
                            .map(source -> provided(byName, source)));
        }
        return new Generation(
                candidate.number(), verified.release(), instances, Router.of(routes), services);
    }

    private static Generation.Provided provided(
            Map<String, ModuleInstance> byName, Source.OfModule source) {
        ModuleInstance provider = Optional.ofNullable(byName.get(source.module())).orElseThrow();
        return new Generation.Provided(
                provider.service(source.provision().method()), provider.loader());
    }

    private static Generation empty(Candidate candidate) {
        try {
            return new Generation(
                    candidate.number(),
                    candidate.verified().release(),
                    candidate.instances(),
                    Router.of(List.of()),
                    List.of());
        } catch (Refused impossible) {
            throw new AssertionError("no route collides with none", impossible);
        }
    }
}
