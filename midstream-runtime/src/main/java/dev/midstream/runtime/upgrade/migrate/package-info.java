/**
 * The stage that takes the actors along that no message has taken along yet.
 *
 * <p>In: a cutover whose older generation is drained. Out: what stays behind, and who has failed.
 *
 * <p>Invariant: an actor goes as a whole or not at all; one that fails keeps its state.
 *
 * <p>Does not: decide what follows from a failure; the pipeline does. Convert values: the crossings
 * do.
 */
@NullMarked
package dev.midstream.runtime.upgrade.migrate;

import org.jspecify.annotations.NullMarked;
