/**
 * A few of the requests and turns that a host has served, kept to warm the next version with.
 *
 * <p>In: what doors and actors have just done. Out: {@link dev.midstream.runtime.record.Reservoir},
 * bounded, with some of every kind.
 *
 * <p>Invariant: what is not sampled costs a decrement and allocates nothing; a request that is kept
 * refers to no module's class and carries no credentials.
 *
 * <p>Does not: run anything.
 */
@NullMarked
package dev.midstream.runtime.record;

import org.jspecify.annotations.NullMarked;
