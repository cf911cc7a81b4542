package dev.midstream.api;

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
}
