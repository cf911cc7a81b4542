/**
 * What happened to this home: one line per boot, upgrade, confirmation, rollback and refusal.
 *
 * <p>In: entries. Out: the file {@code journal} in the home, appended and forced to disk, and the
 * artefacts it names beside it.
 *
 * <p>Invariant: an entry that was returned from {@code append} survives the process.
 *
 * <p>Does not: decide what to boot.
 */
@NullMarked
package dev.midstream.runtime.journal;

import org.jspecify.annotations.NullMarked;
