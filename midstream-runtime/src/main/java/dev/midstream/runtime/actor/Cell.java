package dev.midstream.runtime.actor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/*
 * The box, one field, is mailbox and ownership at once:
 *
 *   null        idle: nobody owns the actor, nothing waits
 *   BUSY        owned; nothing waits
 *   Envelope    owned; a stack of what waits, the newest on top, BUSY at the bottom
 *   CLOSED      owned by a turn that has passed its deadline; refuses messages
 *   GONE        no actor any more; look the key up again
 *
 *   event                     from            to         by
 *   claim                     null            BUSY       anyone, who owns it then
 *   push                      null            Envelope   anyone, who schedules a run then
 *   push                      BUSY, Envelope  Envelope   anyone
 *   take                      Envelope        BUSY       the owner, who handles all of it
 *   free                      BUSY            null       the owner
 *   free, without a state     BUSY            GONE       the owner, who removes it then
 *   close                     BUSY, Envelope  CLOSED     the watch, which answers what waited
 *   reopen                    CLOSED          null       the owner, when its turn ends at last
 *
 * No message is lost: a push is one compare-and-set on the same field that freeing is, so either
 * the message is in before, and freeing fails, or the push sees null or GONE. None is handled
 * twice: take exchanges the whole stack for BUSY. Never two turns: only null leads to BUSY. The
 * order of one sender: its pushes are ordered, a stack reversed is a queue, and a direct claim
 * succeeds only when nothing waits or runs.
 *
 * A sender may see the same BUSY that it has read although the actor was free in between (ABA); its
 * envelope then simply waits for another owner.
 */
/**
 * One actor: 32 bytes beside its key and state. State, home and extras belong to the owner of the
 * box; the box is for all threads.
 */
@SuppressWarnings("ReferenceEquality") // marks, cells and behaviours are equal to themselves only
final class Cell {

    static final Object BUSY = new Object();
    static final Object CLOSED = new Object();
    static final Object GONE = new Object();

    private static final VarHandle BOX;

    static {
        try {
            BOX = MethodHandles.lookup().findVarHandle(Cell.class, "box", Object.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    final String key;

    /** Null before the first turn that succeeds, and after a stop. */
    @Nullable Object state;

    /** The behaviour whose turn was last; null before the first. Sweeps read it without owning. */
    @Nullable Behaviour home;

    @Nullable Extras extras;

    private volatile @Nullable Object box;

    Cell(String key) {
        this.key = key;
    }

    @Nullable Object box() {
        return box;
    }

    boolean isIdle() {
        return box == null;
    }

    boolean isClosed() {
        return box == CLOSED;
    }

    boolean isGone() {
        return box == GONE;
    }

    /** Takes an idle actor. */
    boolean claim() {
        return BOX.compareAndSet(this, (Object) null, BUSY);
    }

    /** Puts an envelope on top of what was seen; its {@code next} says what that was. */
    boolean push(@Nullable Object seen, Envelope top) {
        return BOX.compareAndSet(this, seen, top);
    }

    /** Lets go of an actor for which nothing waits. */
    boolean free() {
        return BOX.compareAndSet(this, BUSY, (Object) null);
    }

    /** Ends an actor for which nothing waits. */
    boolean end() {
        return BOX.compareAndSet(this, BUSY, GONE);
    }

    /** All that waits, the oldest first; null if nothing does. The owner only. */
    @Nullable Envelope take() {
        Object seen = box;
        if (!(seen instanceof Envelope)) {
            return null;
        }
        return oldestFirst(BOX.getAndSet(this, BUSY));
    }

    /** Closes an owned actor; what waited, the oldest first. */
    @Nullable Envelope close() {
        return oldestFirst(BOX.getAndSet(this, CLOSED));
    }

    /** Opens it again. The owner only. */
    void reopen() {
        BOX.compareAndSet(this, CLOSED, (Object) null);
    }

    private static @Nullable Envelope oldestFirst(@Nullable Object stack) {
        Envelope oldest = null;
        Object at = stack;
        while (at instanceof Envelope envelope) {
            at = envelope.next;
            envelope.next = oldest;
            oldest = envelope;
        }
        return oldest;
    }
}
