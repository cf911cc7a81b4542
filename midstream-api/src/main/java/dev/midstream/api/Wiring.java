package dev.midstream.api;

import java.time.Duration;

/**
 * Where a module declares what it does at the host's doors.
 *
 * <p>Given to {@link AppModule#configure}, valid until it returns, used on that thread only;
 * afterwards every method throws {@link IllegalStateException}.
 *
 * @since 0.1
 */
public interface Wiring {

    /** The name of the module that is configured: its Maven artifactId. */
    String module();

    /** Declares HTTP routes. */
    Http http();

    /**
     * Declares the actor of one type. Each class with {@link ActorType} in the module is declared
     * exactly once.
     *
     * @param actor an instance of such a class
     * @throws IllegalArgumentException if its class has no {@link ActorType}, or was declared
     *     already; refuses the upgrade
     */
    void actor(Actor<?, ?> actor);

    /**
     * Declares work to be done again and again.
     *
     * <p>The host keeps the job's name and when it is due, so that an upgrade neither repeats nor
     * loses a tick: at each tick the current generation's job of that name runs. The first tick is
     * one period after the job is first declared. A tick that comes while the job still runs is
     * left out, and ticks that were missed are not made up.
     *
     * @param name unique within the module
     * @param period from 1 ms to 366 days
     * @param job runs on a virtual thread
     * @throws IllegalArgumentException if the name is taken or empty, or the period out of range;
     *     refuses the upgrade
     */
    void every(String name, Duration period, Job job);

    /**
     * Declares a message that an actor is told again and again.
     *
     * <p>A job like any other: at each tick the current generation's declaration says whom to tell
     * and what. A mailbox without room is a failure of that run; the next tick tries again.
     *
     * @param name unique among the jobs of the module
     * @param period from 1 ms to 366 days
     * @param actors what the module's constructor was given
     * @param key which actor; created if there is none
     * @param message the same one at each tick
     * @throws IllegalArgumentException if the name is taken or empty, or the period out of range;
     *     refuses the upgrade
     */
    <M> void every(String name, Duration period, Actors<M> actors, String key, M message);
}
