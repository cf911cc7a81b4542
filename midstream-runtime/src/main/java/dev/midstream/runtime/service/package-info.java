/**
 * What the host makes for each module instance: executors, threads, metrics, clock, random numbers.
 *
 * <p>In: an instance's name and loader. Out: the objects its constructor asks for.
 *
 * <p>Invariant: all of it ends with the instance; only counters and timers outlive it, and they
 * refer to nothing of a module's.
 *
 * <p>Does not: decide who gets what; the graph does.
 */
@NullMarked
package dev.midstream.runtime.service;

import org.jspecify.annotations.NullMarked;
