package dev.midstream.runtime.actor;

import org.jspecify.annotations.Nullable;

/** Where the actors of a shadow begin: copies of live ones, which never learn of it. */
interface Overlay {

    /** The state that a live actor of a type has now, converted; null if there is none. */
    @Nullable Object state(String type, String key);

    /** Notes that an actor was made in a table. */
    void made(ActorTable table);
}
