package dev.midstream.runtime.generation;

import dev.midstream.runtime.actor.Desk;
import dev.midstream.runtime.finding.MidstreamException;
import org.jspecify.annotations.Nullable;

/**
 * The hold that a thread's work has on a generation. One object per thread and gate, used again and
 * again, so that entering allocates nothing. Confined to its thread.
 *
 * <p>An idle pin refers to no generation, so it never keeps one from being collected.
 */
public final class Pin implements AutoCloseable {

    /** The stripe of a pin that someone else counts. */
    static final int LENT = -1;

    final long threadId = Thread.currentThread().threadId();
    final int ownStripe;

    @Nullable Generation generation;
    int stripe;
    int depth;
    boolean known;

    /** Where this thread runs turns of actors; null until it does. */
    @Nullable Desk desk;

    /** What a lent thread gets back. */
    @Nullable ClassLoader context;

    @Nullable ModuleLocals locals;

    /** A pin for the calling thread, which counts on a stripe. */
    Pin(int ownStripe) {
        this.ownStripe = ownStripe;
    }

    /**
     * The generation that is held.
     *
     * @throws MidstreamException with {@link GenerationError#PIN_CLOSED} if none is
     */
    public Generation generation() {
        Generation held = generation;
        if (held == null) {
            throw closed();
        }
        return held;
    }

    /**
     * Ends one {@link Gate#enter}; the outermost one lets the generation go.
     *
     * @throws MidstreamException if nothing is held, or on another thread than the one that entered
     */
    @Override
    public void close() {
        if (depth <= 0 || Thread.currentThread().threadId() != threadId) {
            throw depth <= 0 ? closed() : foreign();
        }
        if (--depth == 0) {
            Generation held = generation();
            generation = null;
            if (stripe == LENT) {
                giveBack(Thread.currentThread());
            } else {
                held.pins().exit(stripe);
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // the very loader, whatever its class says
    private void giveBack(Thread current) {
        ModuleLocals exchanged = locals;
        if (exchanged != null) {
            locals = null;
            exchanged.exchange(current);
        }
        ClassLoader before = context;
        context = null;
        if (current.getContextClassLoader() != before) {
            current.setContextClassLoader(before);
        }
    }

    private MidstreamException closed() {
        return new MidstreamException(
                GenerationError.PIN_CLOSED,
                "thread #" + threadId,
                "no generation is held: the pin is closed, or closed twice",
                "Use `try (var pin = midstream.enter()) { … }`");
    }

    private MidstreamException foreign() {
        return new MidstreamException(
                GenerationError.PIN_OF_ANOTHER_THREAD,
                Thread.currentThread().getName(),
                "a pin is closed by the thread that entered, here #" + threadId,
                "Enter on each thread that calls a reference");
    }
}
