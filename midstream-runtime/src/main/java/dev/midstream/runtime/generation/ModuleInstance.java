package dev.midstream.runtime.generation;

import dev.midstream.api.AppModule;
import dev.midstream.runtime.actor.Behaviour;
import dev.midstream.runtime.config.ModuleConfig;
import dev.midstream.runtime.graph.Descriptor;
import dev.midstream.runtime.graph.ModuleGraph.Binding;
import dev.midstream.runtime.http.Route;
import dev.midstream.runtime.loader.ModuleLoader;
import dev.midstream.runtime.service.MetricRegistry;
import dev.midstream.runtime.service.ModuleServices;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One module version, loaded: its loader and, where it has an AppModule, the object, what that
 * provides and the routes it declared. Lives in every generation whose closure left it alone.
 *
 * <p>Used by the pipeline only, which runs one operation at a time; requests reach the routes and
 * services through the generation. Only {@link #release} may run beside an operation, for a
 * generation that was drained late: an instance that some other generation has is never the last.
 */
public final class ModuleInstance {

    private final Descriptor descriptor;
    private final List<Binding> bindings;
    private final ModuleLoader loader;
    private final int since;
    private final ModuleConfig config;
    private final ModuleServices made;

    private Optional<AppModule> module = Optional.empty();
    private Map<String, Object> services = Map.of();
    private List<Route> routes = List.of();
    private List<Behaviour> behaviours = List.of();
    private List<DeclaredJob> jobs = List.of();
    private boolean startCalled;
    private final AtomicInteger users = new AtomicInteger();

    /**
     * An instance without configuration whose object is not created yet.
     *
     * @param bindings who serves its needs
     * @param since the generation that it is created for
     */
    public ModuleInstance(
            Descriptor descriptor, List<Binding> bindings, ModuleLoader loader, int since) {
        this(descriptor, bindings, loader, since, ModuleConfig.NONE, new MetricRegistry());
    }

    /**
     * An instance whose object is not created yet.
     *
     * @param bindings who serves its needs
     * @param since the generation that it is created for
     * @param config what it is configured with
     * @param metrics where its counters are kept
     */
    public ModuleInstance(
            Descriptor descriptor,
            List<Binding> bindings,
            ModuleLoader loader,
            int since,
            ModuleConfig config,
            MetricRegistry metrics) {
        this(
                descriptor,
                bindings,
                loader,
                since,
                config,
                new ModuleServices(
                        descriptor.name(), descriptor.name() + "@" + since, loader, metrics));
    }

    private ModuleInstance(
            Descriptor descriptor,
            List<Binding> bindings,
            ModuleLoader loader,
            int since,
            ModuleConfig config,
            ModuleServices made) {
        this.descriptor = descriptor;
        this.bindings = List.copyOf(bindings);
        this.loader = loader;
        this.since = since;
        this.config = config;
        this.made = made;
    }

    /**
     * One more instance of the same module version, of the same loader, for a shadow: it has its
     * own object, is never started, and what the host makes for it does nothing.
     */
    public ModuleInstance shadow() {
        return new ModuleInstance(
                descriptor,
                bindings,
                loader,
                since,
                config,
                ModuleServices.inert(descriptor.name(), subject(), loader));
    }

    /** What its bytecode says. */
    public Descriptor descriptor() {
        return descriptor;
    }

    /** Its name and the generation it was created for: {@code pricing@7}. */
    public String subject() {
        return descriptor.name() + "@" + since;
    }

    /** Who serves its needs. */
    public List<Binding> bindings() {
        return bindings;
    }

    /** Its loader. */
    public ModuleLoader loader() {
        return loader;
    }

    /** The generation that it was created for. */
    public int since() {
        return since;
    }

    /** What it is configured with. */
    public ModuleConfig config() {
        return config;
    }

    /** What the host makes for it. */
    public ModuleServices made() {
        return made;
    }

    /** Its object; empty for contracts and libraries, and after it was stopped. */
    public Optional<AppModule> module() {
        return module;
    }

    /** Gives it its object. */
    public void created(AppModule created) {
        module = Optional.of(created);
    }

    /** Gives it what its object provides, by method name. */
    public void provided(Map<String, Object> provided) {
        services = Map.copyOf(provided);
    }

    /** What a {@code @Provides} method returned. */
    public Object service(String method) {
        Object service = services.get(method);
        if (service == null) {
            throw new IllegalStateException(subject() + " has not provided " + method + "() yet");
        }
        return service;
    }

    /** Gives it what its object declared. */
    public void configured(List<Route> declaredRoutes, List<DeclaredJob> declaredJobs) {
        routes = List.copyOf(declaredRoutes);
        jobs = List.copyOf(declaredJobs);
    }

    /** The jobs that its object declared. */
    public List<DeclaredJob> jobs() {
        return jobs;
    }

    /** The routes that its object declared. */
    public List<Route> routes() {
        return routes;
    }

    /** Gives it the behaviours of its actor classes, which its object has yet to declare. */
    public void acting(List<Behaviour> made) {
        behaviours = List.copyOf(made);
    }

    /** The behaviours of its actor classes. */
    public List<Behaviour> behaviours() {
        return behaviours;
    }

    /** Notes that {@code start} is about to be called, so that {@code stop} will be too. */
    public void starting() {
        startCalled = true;
    }

    /** Whether {@code start} was called, well or not. */
    public boolean startCalled() {
        return startCalled;
    }

    /** One more generation contains it. */
    public void retain() {
        users.incrementAndGet();
    }

    /** One generation less contains it; true if that was the last one. */
    public boolean release() {
        return users.decrementAndGet() == 0;
    }

    /** Forgets the object and all it made, so that only others could keep its loader. */
    public void forget() {
        module = Optional.empty();
        services = Map.of();
        routes = List.of();
        behaviours = List.of();
        jobs = List.of();
    }

    @Override
    public String toString() {
        return subject();
    }
}
