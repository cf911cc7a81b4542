package dev.midstream.runtime.actor;

import org.jspecify.annotations.Nullable;

/** A message that waits. Made by its sender, read by the actor's owner. */
final class Envelope {

    final Object message;

    /** Who waits for an answer; null if nobody does. */
    final @Nullable Asker asker;

    /** Under which behaviour it was sent; null for what the host itself sends. */
    final @Nullable Behaviour origin;

    /** What lies below it in the box; after it was taken, what comes next. */
    @Nullable Object next;

    /** How many wait, with this one, as long as it is in the box. */
    int depth;

    Envelope(Object message, @Nullable Asker asker, @Nullable Behaviour origin) {
        this.message = message;
        this.asker = asker;
        this.origin = origin;
    }

    /** What has an actor look at what is parked. */
    static Envelope wake() {
        return new Envelope(new Signal.Wake(), null, null);
    }

    /** Whether somebody outside of actors waits for the answer. */
    boolean asked() {
        return asker instanceof Answer<?>;
    }
}
