package dev.midstream.api;

/**
 * A question that is answered in a later turn, from {@link Turn#later}. Data: it may stand in the
 * actor's state and lives as long as that.
 *
 * @param number counts the questions of one actor
 * @param <R> the reply
 * @since 0.1
 */
@SuppressWarnings("UnusedTypeParameter") // it fixes the type of the reply
public record Asked<R>(long number) {}
