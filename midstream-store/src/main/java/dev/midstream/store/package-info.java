/**
 * Snapshots: all actors of an app in a file, from the stop of one host to the start of the next.
 *
 * <p>In: the actors of a host whose turns have ended. Out: {@code DIR/actors.cbor}, a sequence of
 * CBOR items with checksums; from it, the actors for another host.
 *
 * <p>Invariant: at each instant the folder has one complete snapshot or none; it is replaced only
 * by a complete one, and nothing that it has is dropped without a word.
 *
 * <p>Does not save while the app runs: what happened since the last stop is lost with the process.
 */
@NullMarked
package dev.midstream.store;

import org.jspecify.annotations.NullMarked;
