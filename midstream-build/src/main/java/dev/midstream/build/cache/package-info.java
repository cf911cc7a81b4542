/**
 * Outputs of earlier builds, found again by what they were made from.
 *
 * <p>In: a key. Out: bytes that are what they were when they were stored, or nothing.
 *
 * <p>Invariant: an entry is complete and intact, or it is not there: it appears by rename and
 * carries its own digest in its name.
 *
 * <p>Does not: know what it holds.
 */
@NullMarked
package dev.midstream.build.cache;

import org.jspecify.annotations.NullMarked;
