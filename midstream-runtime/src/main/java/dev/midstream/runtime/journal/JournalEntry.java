package dev.midstream.runtime.journal;

import java.time.Instant;

/**
 * One line of the journal.
 *
 * @param at when
 * @param what what was asked: {@code run}, {@code upgrade}, {@code confirm}, {@code rollback} or
 *     {@code stop}
 * @param outcome {@code done}, {@code unchanged}, {@code refused} or {@code rolledBack}
 * @param from the generation that served before, 0 for none
 * @param to the generation that serves after, 0 for none
 * @param release the release that it is about, empty if none was made
 * @param configuration the digest of what {@code release} was configured with, secrets left out;
 *     empty if it takes no configuration
 * @param message one sentence
 */
public record JournalEntry(
        Instant at,
        String what,
        String outcome,
        int from,
        int to,
        String release,
        String configuration,
        String message) {}
