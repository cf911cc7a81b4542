package dev.midstream.runtime.generation;

import dev.midstream.runtime.finding.MidstreamException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * Entering a generation by an object of it, which may not be the current one.
 *
 * While it is the current one the protocol of the gate holds: count in `pins`, look again, else take
 * it back. When it is not, the call is counted in `late`, whose closing plays the part that the move
 * of `current` plays for `pins`: count in `late`, look whether it is closed, else take it back. So a
 * drain, which waits for `pins`, ends although somebody goes on using an old object; and letting go,
 * which closes first and then wants both drained, never pulls a module away from under a call.
 */
/**
 * One object of a generation that a reference has handed out: calls on it run in that generation,
 * wherever the host stands, for as long as the generation is loaded. Safe for all threads.
 *
 * <p>Holds object and generation until the generation is let go, and nothing after that: a host
 * that keeps the object keeps no module.
 */
public final class Lent {

    private final Gate gate;
    private final int number;
    private final String type;
    private final int hash;

    private record Target(Generation generation, Object object) {}

    private volatile @Nullable Target target;

    Lent(Gate gate, Generation generation, Class<?> type, Object object) {
        this.gate = gate;
        this.number = generation.number();
        this.type = type.getName();
        this.hash = System.identityHashCode(object);
        this.target = new Target(generation, object);
    }

    /** Where a thread stood before it crossed into an object's generation. */
    public static final class Crossing {
        private final @Nullable Generation generation;
        private final int stripe;
        private final int depth;
        private final boolean late;

        private Crossing(Pin pin, boolean late) {
            this.generation = pin.generation;
            this.stripe = pin.stripe;
            this.depth = pin.depth;
            this.late = late;
        }
    }

    /** The calling thread's pin. For references only. */
    public static Pin pin(Lent lent) {
        return lent.gate.pin();
    }

    /**
     * Enters the object's generation for one call; null if the thread holds it anyway. For
     * references only.
     *
     * @throws MidstreamException with {@link ReferenceError#GENERATION_GONE}
     */
    public static @Nullable Crossing enter(Lent lent, Pin pin) {
        Generation generation = lent.target().generation();
        if (pin.generation == generation) {
            return null;
        }
        Crossing crossing = new Crossing(pin, lent.enter(generation, pin.ownStripe));
        pin.generation = generation;
        pin.stripe = pin.ownStripe;
        pin.depth = 1;
        lent.gate.know(pin);
        return crossing;
    }

    /** Undoes {@link #enter}. For references only. */
    public static void exit(Pin pin, @Nullable Crossing crossing) {
        if (crossing == null) {
            return;
        }
        Generation held = pin.generation();
        pin.generation = crossing.generation;
        pin.stripe = crossing.stripe;
        pin.depth = crossing.depth;
        (crossing.late ? held.late() : held.pins()).exit(pin.ownStripe);
    }

    /**
     * Gives the calling thread the context class loader of the object's module. For references
     * only.
     *
     * @return the one it had
     */
    public static @Nullable ClassLoader into(Lent lent) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        Failures.moduleLoader(lent.target().object().getClass())
                .ifPresent(thread::setContextClassLoader);
        return before;
    }

    /** The object itself; the caller has entered. For references only. */
    public static Object object(Lent lent) {
        return lent.target().object();
    }

    private boolean enter(Generation generation, int stripe) {
        generation.pins().enter(stripe);
        if (gate.current() == generation) {
            return false;
        }
        generation.pins().exit(stripe);
        generation.late().enter(stripe);
        if (generation.closed()) {
            generation.late().exit(stripe);
            throw gone();
        }
        return true;
    }

    private Target target() {
        Target held = target;
        if (held == null) {
            throw gone();
        }
        return held;
    }

    /** The object, if it belongs to a generation. */
    Optional<Object> objectOf(Generation generation) {
        Target held = target;
        return held != null && held.generation() == generation
                ? Optional.of(held.object())
                : Optional.empty();
    }

    void clear() {
        target = null;
    }

    private MidstreamException gone() {
        return new MidstreamException(
                ReferenceError.GENERATION_GONE,
                type + " of generation " + number,
                "the object's generation was let go, generation "
                        + gate.current().number()
                        + " serves",
                "Ask the reference for a new one; use what it hands out within one"
                        + " `try (var pin = midstream.enter()) { … }`");
    }

    /** Whether two are the same object of the same generation. For references only. */
    @SuppressWarnings("ReferenceEquality") // the very object, whatever its class says
    public static boolean same(Lent lent, @Nullable Object other) {
        if (!(other instanceof Reference reference)) {
            return false;
        }
        Lent theirs = reference.midstreamLent();
        Target one = lent.target;
        Target two = theirs.target;
        return lent == theirs || (one != null && two != null && one.object() == two.object());
    }

    /** The hash of a lent object. For references only. */
    public static int hash(Lent lent) {
        return lent.hash;
    }

    /** What a lent object says of itself. For references only. */
    public static String describe(Lent lent) {
        return lent.type + " of generation " + lent.number;
    }

    /** What the host holds in an object's place. */
    public interface Reference {
        /** Which object. */
        Lent midstreamLent();
    }
}
