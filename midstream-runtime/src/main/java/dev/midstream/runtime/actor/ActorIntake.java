package dev.midstream.runtime.actor;

import java.util.Optional;

/** Takes actors in before the first turn. One thread. */
public interface ActorIntake {

    /** The current behaviour of a type; empty if the app does not know it. */
    Optional<Behaviour> behaviour(String type);

    /**
     * Takes one in. Its timers run from now on; what they bring, and its messages, are handled when
     * all are in.
     *
     * @param behaviour whose state and messages it has
     * @throws IllegalStateException if there is one of this key already
     */
    void add(Behaviour behaviour, StoredActor actor);

    /** Numbers of questions put off begin above this one: states may know older ones. */
    void numbersFrom(long last);

    /** Says that there are actors of a type which the app does not know. */
    void unknown(String type, long count);
}
