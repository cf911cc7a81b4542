package dev.midstream.runtime.actor;

import java.time.Duration;

/**
 * The limits of a host's actors.
 *
 * @param mailbox messages that may wait for one actor; a worker may have taken as many again
 * @param doorMailbox messages that may wait before those from outside of actors are refused
 * @param actors actors of one type
 * @param timers timers, and questions that wait, of one actor, each
 * @param effects of one turn
 * @param running pieces of {@code turn.run} at once in a host
 * @param batch turns of one actor before a worker turns to others
 * @param slice time of one actor before a worker turns to others, between turns
 * @param slow when a turn is reported
 * @param turn when a turn's actor is quarantined
 * @param answer when a question that waits has failed
 * @param trust turns on the pool, none of them slow, before turns may run on the caller's thread
 * @param workers threads of the pool
 */
public record ActorOptions(
        int mailbox,
        int doorMailbox,
        int actors,
        int timers,
        int effects,
        int running,
        int batch,
        Duration slice,
        Duration slow,
        Duration turn,
        Duration answer,
        int trust,
        int workers) {

    /** What a host uses. */
    public static final ActorOptions DEFAULT =
            new ActorOptions(
                    10_000,
                    7_500,
                    50_000_000,
                    1_000,
                    1_000,
                    10_000,
                    64,
                    Duration.ofMillis(2),
                    Duration.ofMillis(100),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    1_000,
                    Math.max(2, Runtime.getRuntime().availableProcessors()));

    /** These with other limits of a mailbox. */
    public ActorOptions mailbox(int all, int door) {
        return new ActorOptions(
                all, door, actors, timers, effects, running, batch, slice, slow, turn, answer,
                trust, workers);
    }

    /** These with other times for reporting and quarantining a turn. */
    public ActorOptions turns(Duration slowAfter, Duration deadline) {
        return new ActorOptions(
                mailbox,
                doorMailbox,
                actors,
                timers,
                effects,
                running,
                batch,
                slice,
                slowAfter,
                deadline,
                answer,
                trust,
                workers);
    }

    /** These with one turn of an actor at a time, so that whoever drives them sees each. */
    public ActorOptions single() {
        return new ActorOptions(
                mailbox,
                doorMailbox,
                actors,
                timers,
                effects,
                running,
                1,
                slice,
                slow,
                turn,
                answer,
                Integer.MAX_VALUE,
                workers);
    }

    /** These with turns on the caller's thread after so many on the pool. */
    public ActorOptions trust(int turns) {
        return new ActorOptions(
                mailbox,
                doorMailbox,
                actors,
                timers,
                effects,
                running,
                batch,
                slice,
                slow,
                turn,
                answer,
                turns,
                workers);
    }

    /** These with so many threads in the pool. */
    public ActorOptions workers(int threads) {
        return new ActorOptions(
                mailbox,
                doorMailbox,
                actors,
                timers,
                effects,
                running,
                batch,
                slice,
                slow,
                turn,
                answer,
                trust,
                threads);
    }
}
