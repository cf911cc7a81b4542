/**
 * Makes a loaded generation the current one.
 *
 * <p>In: a generation in state LOADED or PREVIOUS. Out: the one that was current, DRAINING.
 *
 * <p>Invariant: one volatile store; depends on neither the number of modules nor of connections;
 * cannot fail.
 */
@NullMarked
package dev.midstream.runtime.upgrade.cutover;

import org.jspecify.annotations.NullMarked;
