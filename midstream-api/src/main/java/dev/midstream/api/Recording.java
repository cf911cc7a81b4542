package dev.midstream.api;

/**
 * Whether a route's requests may be sampled, to be replayed when a later version is warmed.
 *
 * @since 0.1
 */
public enum Recording {
    /** A few of them are kept in memory, without credentials. The default. */
    ON,
    /** None is kept. The route is cold after an upgrade, unless the module warms it itself. */
    OFF
}
