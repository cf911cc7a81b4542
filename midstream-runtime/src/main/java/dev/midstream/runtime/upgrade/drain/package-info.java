/**
 * Waits until no work holds a generation that is not current any more.
 *
 * <p>In: a generation in state DRAINING. Out: who still held it at the deadline and was
 * interrupted.
 *
 * <p>Invariant: always ends; reports, never refuses.
 *
 * <p>Says: {@code MS-DRAIN-*}.
 */
@NullMarked
package dev.midstream.runtime.upgrade.drain;

import org.jspecify.annotations.NullMarked;
