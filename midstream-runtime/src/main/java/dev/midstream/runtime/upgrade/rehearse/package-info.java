/**
 * The stage that runs every migration on the actors that live, before they depend on it.
 *
 * <p>In: a loaded generation and the crossings to it. Out: nothing, or a refusal that names actor
 * and component.
 *
 * <p>Invariant: it has no effect. States are values; an actor is held for as long as it takes to
 * copy some pointers.
 *
 * <p>Does not: check what bytecode alone can tell; verify has done that.
 */
@NullMarked
package dev.midstream.runtime.upgrade.rehearse;

import org.jspecify.annotations.NullMarked;
