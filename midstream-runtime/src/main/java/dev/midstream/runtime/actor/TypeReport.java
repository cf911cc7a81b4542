package dev.midstream.runtime.actor;

/**
 * The actors of one type, at one moment.
 *
 * @param type the type's name
 * @param count how many there are
 * @param waiting messages that wait, in all mailboxes
 * @param failed turns that threw
 * @param refused messages and turns for which there was no room
 * @param busiest the key that was found at work most often lately; empty if none was
 * @param slowest the key of the longest turn seen; empty if none was. One turn in a while is
 *     measured, and every one that is slow
 * @param slowestMicros how long that was
 * @param turns turns so far
 * @param quarantined actors that are closed since a turn of theirs passed its deadline
 */
public record TypeReport(
        String type,
        long count,
        long waiting,
        long failed,
        long refused,
        String busiest,
        String slowest,
        long slowestMicros,
        long turns,
        long quarantined) {}
