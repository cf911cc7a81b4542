/**
 * Generations, the pins that hold them, and the gate where work enters the current one.
 *
 * <p>In: wired module instances. Out: {@link dev.midstream.runtime.generation.Generation}, and
 * {@link dev.midstream.runtime.generation.Gate}, through which every door and every reference call
 * goes.
 *
 * <p>Invariant: work that entered a generation holds it until it exits; a generation is drained
 * only when all that entered has exited, and none can enter after.
 *
 * <p>Does not: decide when to switch; that is the upgrade's work.
 */
@NullMarked
package dev.midstream.runtime.generation;

import org.jspecify.annotations.NullMarked;
