package dev.midstream.runtime.generation;

import dev.midstream.runtime.actor.Behaviours;
import dev.midstream.runtime.config.Configuration;
import dev.midstream.runtime.config.ModuleConfig;
import dev.midstream.runtime.graph.ModuleGraph;
import dev.midstream.runtime.http.Router;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An immutable, numbered set of module instances wired together.
 *
 * <p>Safe for all threads; only {@link #state} changes, written by the pipeline's thread.
 */
public final class Generation {

    private final int number;
    private final String release;
    private final List<ModuleInstance> modules;
    private final Router router;
    private final Object[] services;
    private final Map<String, DeclaredJob> jobs;
    private final ClassLoader[] loaders;
    private final Pins pins = Gate.newPins();
    private final Behaviours behaviours;
    private final Pins late = Gate.newPins();
    private final LentObjects lent = new LentObjects();

    /** By thread; a pin stands for its thread. Only event loops and their like are in it. */
    private final Map<Pin, ModuleLocals> locals = new ConcurrentHashMap<>();

    private volatile GenerationState state = GenerationState.LOADED;
    private volatile boolean closed;

    /**
     * A generation, loaded.
     *
     * @param number counts up from 1 within a host
     * @param release the artefact it was made of
     * @param modules its instances, providers before their users
     * @param router its HTTP routes
     * @param services the implementation of each contract of the host, by slot
     */
    public Generation(
            int number,
            String release,
            List<ModuleInstance> modules,
            Router router,
            List<Optional<Provided>> services) {
        this.number = number;
        this.release = release;
        this.modules = List.copyOf(modules);
        this.router = router;
        this.behaviours =
                new Behaviours(
                        this.modules.stream().flatMap(m -> m.behaviours().stream()).toList(), this);
        this.jobs =
                this.modules.stream()
                        .flatMap(instance -> instance.jobs().stream())
                        .collect(Collectors.toUnmodifiableMap(DeclaredJob::key, job -> job));
        this.services = new Object[services.size()];
        this.loaders = new ClassLoader[services.size()];
        for (int slot = 0; slot < this.services.length; slot++) {
            Provided provided = services.get(slot).orElse(MISSING);
            this.services[slot] = provided.service();
            this.loaders[slot] = provided.loader();
        }
    }

    private static final Provided MISSING =
            new Provided(new Object(), Generation.class.getClassLoader());

    /**
     * What a module provides to the host.
     *
     * @param service what its {@code @Provides} method returned
     * @param loader the module's loader, the context class loader of every call
     */
    public record Provided(Object service, ClassLoader loader) {}

    /** Its number. */
    public int number() {
        return number;
    }

    /** The release it was made of. */
    public String release() {
        return release;
    }

    /** Its module instances, providers before their users. */
    public List<ModuleInstance> modules() {
        return modules;
    }

    /** Its HTTP routes. */
    public Router router() {
        return router;
    }

    /** Its actors' behaviours. */
    public Behaviours behaviours() {
        return behaviours;
    }

    /** Its jobs, by {@link DeclaredJob#key}. */
    public Map<String, DeclaredJob> jobs() {
        return jobs;
    }

    /** What its modules are configured with. */
    public Configuration configuration() {
        SortedMap<String, ModuleConfig> configs = new TreeMap<>();
        for (ModuleInstance instance : modules) {
            if (!ModuleGraph.configurations(instance.bindings()).isEmpty()) {
                configs.put(instance.descriptor().name(), instance.config());
            }
        }
        return new Configuration(configs);
    }

    /** Where it stands. */
    public GenerationState state() {
        return state;
    }

    /** Moves it on; called by the pipeline only. */
    public void state(GenerationState next) {
        state = next;
        if (next == GenerationState.RELEASED) {
            closed = true;
            lent.clear();
        }
    }

    /** How many pieces of work hold it; exact when nothing moves. */
    public long held() {
        return pins.held() + late.held();
    }

    /**
     * Whether no work holds it that entered while it was current; final once the gate has moved on.
     */
    public boolean drained() {
        return pins.drained();
    }

    /**
     * Lets no call on objects of it begin any more: it leaves for good.
     *
     * @return whether no work at all holds it; final
     */
    public boolean leave() {
        closed = true;
        // In this order: who is inside late may leave a stage behind that is counted in pins.
        return late.drained() && pins.drained();
    }

    /** The implementation in a slot; a cast of it fails if no module provides one. */
    Object service(int slot) {
        return services[slot];
    }

    /** The context class loader of calls to the implementation in a slot. */
    ClassLoader loader(int slot) {
        return loaders[slot];
    }

    /** What its code keeps in thread-locals of a pin's thread; null if it never ran there. */
    @Nullable ModuleLocals locals(Pin pin) {
        return locals.get(pin);
    }

    void locals(Pin pin, ModuleLocals kept) {
        locals.put(pin, kept);
    }

    Pins pins() {
        return pins;
    }

    /** Counts calls on objects of this generation that began while it was not the current one. */
    Pins late() {
        return late;
    }

    /** Whether no such call may begin any more. */
    boolean closed() {
        return closed;
    }

    /** The objects of it that the host holds. */
    LentObjects lent() {
        return lent;
    }

    @Override
    public String toString() {
        return "generation " + number + " (" + release + ", " + state + ")";
    }
}
