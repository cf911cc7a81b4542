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
}
