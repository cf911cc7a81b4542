package dev.midstream.runtime.generation;

import dev.midstream.runtime.actor.Desk;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Where work enters the current generation. One per host; safe for all threads.
 *
 * <p>The cutover is one volatile store of {@link #current}. The protocol of entering and its proof
 * stand in {@code Pins}.
 */
public final class Gate {

    /** Event loops that can have a stripe of their own; further ones share. */
    private static final int LOOP_STRIPES =
            Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

    /** Stripes for all other threads; a power of two. */
    private static final int SHARED_STRIPES =
            8 * Integer.highestOneBit(Math.max(1, Runtime.getRuntime().availableProcessors()));

    private static final int SHARED_SHIFT =
            Integer.SIZE - Integer.numberOfTrailingZeros(SHARED_STRIPES);

    private volatile Generation current;

    /** Threads whose pin is found without a look-up in their map; a power of two. */
    private static final int NEAR_PINS = 256;

    private final ThreadLocal<Pin> pins = ThreadLocal.withInitial(this::newPin);
    private final AtomicInteger sharers = new AtomicInteger();

    /*
     * The pins of platform threads by thread id, a cache in front of the thread-local: one array
     * load and one compare instead of a hash map. Racy on purpose. A pin's thread id is final, so
     * whoever sees the pin sees whose it is; all other fields are its thread's own. Ids are never
     * used twice, and a pin refers to no thread, so a dead thread's entry is harmless.
     */
    private final @Nullable Pin[] nearPins = new Pin[NEAR_PINS];
    private final PinnedThreads pinnedThreads = new PinnedThreads();
    private final Forks forks = new Forks();
    private final List<Holders> holders = new CopyOnWriteArrayList<>(List.of(pinnedThreads, forks));
    private final List<ReplayDoor> doors = new CopyOnWriteArrayList<>();
    private final AtomicInteger claimedLoops = new AtomicInteger();

    /** A gate to a first generation. */
    public Gate(Generation first) {
        current = first;
    }

    /** Counters for one more generation that this gate can lead to. */
    static Pins newPins() {
        return new Pins(LOOP_STRIPES + SHARED_STRIPES);
    }

    /** The generation that work enters now. It may be another one the moment this returns. */
    public Generation current() {
        return current;
    }

    /**
     * The cutover: from the return of this method on, nothing enters the generation that was
     * current. Called by the pipeline only, by one thread at a time.
     *
     * @return the generation that was current
     */
    public Generation switchTo(Generation next) {
        Generation before = current;
        current = next;
        return before;
    }

    /**
     * Enters the current generation until the pin is closed, on this thread; nested calls and
     * reference calls inside stay in the same generation. Costs no allocation after a thread's
     * first call.
     *
     * @return the calling thread's pin, to be closed by the same thread
     */
    public Pin enter() {
        Pin pin = pin();
        if (pin.depth++ == 0) {
            begin(pin);
        }
        return pin;
    }

    /** Enters with the calling thread's pin, which holds nothing yet. */
    void begin(Pin pin) {
        pin.generation = enter(pin.ownStripe);
        pin.stripe = pin.ownStripe;
        know(pin);
    }

    /** Remembers whose a pin is, so that a drain can name its thread. */
    void know(Pin pin) {
        if (!pin.known) {
            pin.known = true;
            pinnedThreads.add(pin, Thread.currentThread());
        }
    }

    /** The calling thread's pin, whether it holds anything or not. */
    Pin pin() {
        long id = Thread.currentThread().threadId();
        Pin near = nearPins[(int) id & (NEAR_PINS - 1)];
        return near != null && near.threadId == id ? near : lookUpPin(id);
    }

    private Pin lookUpPin(long id) {
        Pin pin = pins.get();
        if (!Thread.currentThread().isVirtual()) { // those come and go, and would push others out
            nearPins[(int) id & (NEAR_PINS - 1)] = pin;
        }
        return pin;
    }

    /**
     * Whether what module code puts into thread-locals on a platform thread stays with its
     * generation. If not, {@code --add-opens java.base/java.lang=} is missing, and such code should
     * run on virtual threads, whose thread-locals die with them.
     */
    public static boolean separatesThreadLocals() {
        return ModuleLocals.AVAILABLE;
    }

    /** {@link #lend(Generation, ClassLoader)} with the context class loader that the thread has. */
    public Pin lend(Generation generation) {
        return lend(generation, Thread.currentThread().getContextClassLoader());
    }

    /**
     * Makes the calling thread run a module's code in a generation that the caller already holds,
     * until the pin is closed: reference calls on this thread inherit it, the context class loader
     * is the module's, and on a platform thread the thread-locals are the generation's own, if
     * {@link #separatesThreadLocals}. Counts nothing. On a thread that holds a generation already
     * it only nests.
     *
     * @return the calling thread's pin, to be closed by the same thread
     */
    @SuppressWarnings("ReferenceEquality") // the very loader, whatever its class says
    public Pin lend(Generation generation, @Nullable ClassLoader loader) {
        Pin pin = pin();
        if (pin.depth++ == 0) {
            pin.generation = generation;
            pin.stripe = Pin.LENT;
            Thread current = Thread.currentThread();
            pin.context = current.getContextClassLoader();
            if (pin.context != loader) {
                current.setContextClassLoader(loader);
            }
            if (ModuleLocals.AVAILABLE && !current.isVirtual()) {
                exchange(generation, pin, current);
            }
        }
        return pin;
    }

    private void exchange(Generation generation, Pin pin, Thread current) {
        ModuleLocals locals = generation.locals(pin);
        boolean first = locals == null;
        if (locals == null) {
            locals = new ModuleLocals();
            generation.locals(pin, locals);
        }
        locals.exchange(current);
        pin.locals = locals;
        if (first) {
            pins.set(pin); // or else it would not be found while these are the thread's
        }
    }

    /**
     * An entrance for one event loop, with a stripe of its own while there are any left. Used by
     * that loop's thread only.
     */
    public LoopEntrance claimLoop() {
        int claimed = claimedLoops.getAndIncrement();
        return claimed < LOOP_STRIPES
                ? new LoopEntrance(this, claimed, true)
                : new LoopEntrance(this, LOOP_STRIPES + claimed % SHARED_STRIPES, false);
    }

    /** The calling thread's desk, where actors find what the thread holds. */
    public Desk desk() {
        Pin pin = pin();
        Desk desk = pin.desk;
        if (desk == null) {
            desk = new PinDesk(this, pin, forks);
            pin.desk = desk;
        }
        return desk;
    }

    /** Registers someone who can name and interrupt the work that holds a generation. */
    public void register(Holders who) {
        holders.add(who);
    }

    /** Unregisters what {@link #register} registered. */
    public void unregister(Holders who) {
        holders.remove(who);
    }

    /** Registers a door whose requests can be replayed. */
    public void register(ReplayDoor door) {
        doors.add(door);
    }

    /** Unregisters what {@link #register(ReplayDoor)} registered. */
    public void unregister(ReplayDoor door) {
        doors.remove(door);
    }

    /** The doors whose requests can be replayed. */
    public List<ReplayDoor> doors() {
        return List.copyOf(doors);
    }

    /** The work that holds a generation now, as far as its owners know it. */
    public List<Held> held(Generation generation) {
        List<Held> held = new ArrayList<>();
        for (Holders who : holders) {
            held.addAll(who.held(generation));
        }
        return held;
    }

    /** The protocol of entering; see {@code Pins}. */
    Generation enter(int stripe) {
        while (true) {
            Generation seen = current;
            seen.pins().enter(stripe);
            if (current == seen) {
                return seen;
            }
            seen.pins().exit(stripe);
        }
    }

    /**
     * A pin for the calling thread. Platform threads take the shared stripes in turn, so that as
     * many as there are stripes never meet; virtual ones are hashed by id, since they come and go.
     */
    private Pin newPin() {
        Thread thread = Thread.currentThread();
        int share =
                thread.isVirtual()
                        ? ((int) thread.threadId() * 0x9E3779B9)
                                >>> SHARED_SHIFT // Fibonacci hashing
                        : sharers.getAndIncrement() & (SHARED_STRIPES - 1);
        return new Pin(LOOP_STRIPES + share);
    }
}
