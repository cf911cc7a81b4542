/**
 * Actors: keyed, single-threaded state that outlives the code that works on it.
 *
 * <p>In: behaviours (an actor class's object in one module instance) and messages. Out: turns, and
 * the effects of those that succeed.
 *
 * <p>Invariant: whoever moves a {@code Cell}'s box from null to something else owns the actor until
 * it is null again; only the owner touches state, home and extras. A message that was accepted is
 * handled once, and in the order in which its sender sent it.
 *
 * <p>Does not: know what a generation is. A thread's {@link dev.midstream.runtime.actor.Desk} says
 * which behaviours it holds and how to hold the current ones. Converts no value by itself: it is
 * given {@link dev.midstream.runtime.actor.Crossings} and decides when they are used ({@code
 * Course}).
 */
@NullMarked
package dev.midstream.runtime.actor;

import org.jspecify.annotations.NullMarked;
