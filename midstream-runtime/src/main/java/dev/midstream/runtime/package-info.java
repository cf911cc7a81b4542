/**
 * The engine's front: {@link dev.midstream.runtime.Midstream} starts, upgrades and closes an app.
 *
 * <p>In: an artefact, or a folder with a builder on the class path. Out: references and doors that
 * always lead to one generation.
 *
 * <p>Invariant: exactly one generation is current, from the start to the close.
 *
 * <p>Does not: open sockets or compile; doors and builders do.
 */
@NullMarked
package dev.midstream.runtime;

import org.jspecify.annotations.NullMarked;
