package dev.midstream.runtime.generation;

import dev.midstream.runtime.finding.MidstreamException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The references that a host holds, one per contract. Safe for all threads. */
public final class References {

    private final Gate gate;
    private final HostTypes host;
    private final Map<Class<?>, Object> made = new ConcurrentHashMap<>();
    private final PendingStages stages = new PendingStages();

    /** No references yet. */
    public References(Gate gate, HostTypes host) {
        this.gate = gate;
        this.host = host;
        gate.register(stages);
    }

    Gate gate() {
        return gate;
    }

    PendingStages stages() {
        return stages;
    }

    /**
     * The reference to a contract; the same object each time.
     *
     * @throws MidstreamException if the host has not named the contract, it is no public interface,
     *     nobody provides it, or it leads to what cannot be handed out
     */
    public <T> T to(Class<T> contract) {
        return contract.cast(made.computeIfAbsent(contract, c -> make(contract)));
    }

    /** The contracts that there are references to. */
    public Set<Class<?>> contracts() {
        return new HashSet<>(made.keySet());
    }

    private Object make(Class<?> contract) {
        int slot =
                host.slot(contract)
                        .orElseThrow(() ->
                                new MidstreamException(
                                        GenerationError.NO_CONTRACT,
                                        contract.getName(),
                                        "the host has not named it as a contract",
                                        "Add .contract("
                                                + contract.getSimpleName()
                                                + ".class) before start()"));
        if (!contract.isInstance(gate.current().service(slot))) {
            throw new MidstreamException(
                    GenerationError.NOT_PROVIDED,
                    contract.getName(),
                    "no module of generation " + gate.current().number() + " provides it",
                    "Let a module have a public method with @Provides that returns it");
        }
        return ReferenceFactory.create(contract, slot, this, host);
    }

    /** The calling thread's pin. For references only. */
    public static Pin pin(Gate gate) {
        return gate.pin();
    }

    /** Whether a pin holds a generation, so that a call needs no entry. For references only. */
    public static boolean holds(Pin pin) {
        return pin.generation != null;
    }

    /** Enters for the length of one call, with a pin that holds nothing. For references only. */
    public static void enter(Gate gate, Pin pin) {
        pin.depth = 1;
        gate.begin(pin);
    }

    /** The implementation of a contract in the generation that a pin holds. For references only. */
    public static Object service(Pin pin, int slot) {
        return pin.generation().service(slot);
    }

    /**
     * Gives the calling thread the context class loader of the module in a slot. For references
     * only.
     *
     * @return the one it had
     */
    @SuppressWarnings("ReferenceEquality") // the very loader, whatever its class says
    public static @Nullable ClassLoader into(Pin pin, int slot) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        ClassLoader loader = pin.generation().loader(slot);
        if (loader != before) { // a store into a long-lived object costs a collector's barrier
            thread.setContextClassLoader(loader);
        }
        return before;
    }

    /** Gives the calling thread back what {@link #into} returned. For references only. */
    @SuppressWarnings("ReferenceEquality") // the very loader, whatever its class says
    public static void back(@Nullable ClassLoader before) {
        Thread thread = Thread.currentThread();
        if (thread.getContextClassLoader() != before) {
            thread.setContextClassLoader(before);
        }
    }

    /** How the results of one generated class's methods are handed out. For references only. */
    public static final class Handing {
        private final References from;
        private final Handout[] outs;

        Handing(References from, List<Handout> outs) {
            this.from = from;
            this.outs = outs.toArray(Handout[]::new);
        }
    }

    /** What the host gets for a method's result. For references only. */
    public static @Nullable Object handOut(
            @Nullable Object result, Handing handing, int method, Pin pin) {
        return handing.outs[method].of(result, handing.from, pin.generation(), pin.ownStripe);
    }

    /** What a module gets for an argument: its own object, if that is what it is. */
    public static @Nullable Object handIn(@Nullable Object argument, Pin pin) {
        if (argument instanceof Lent.Reference reference) {
            return reference.midstreamLent().objectOf(pin.generation()).orElse(argument);
        }
        return argument;
    }

    /** What the host gets for what a module threw. For references only. */
    public static Throwable failure(Throwable thrown) {
        return Failures.toHost(thrown);
    }
}
