/**
 * Runs what modules have declared to be done again and again.
 *
 * <p>In: the jobs of the current generation. Out: runs, each under a pin, on a virtual thread.
 *
 * <p>Invariant: what is kept here between two runs is a job's name, its numbers and when it is due;
 * never anything of a module's. No job runs beside itself, in whatever generation.
 *
 * <p>Does not: make up for missed ticks.
 */
@NullMarked
package dev.midstream.runtime.job;

import org.jspecify.annotations.NullMarked;
