/**
 * The benchmark: CARTS/1 on every contestant under {@code bench/}, upgraded under load, in rounds
 * that take turns.
 *
 * <p>In: the contestants' folders and a plan. Out: {@link dev.midstream.server.bench.BenchResult},
 * as JSON and as a picture.
 *
 * <p>Invariant: a figure stands beside what the same process showed at instants at which nothing
 * was done, and runs that others disturbed do not count. Contestants, the load and this process are
 * processes of their own; whatever was started ends with it.
 *
 * <p>Does not: use anything of the runtime, or treat one contestant otherwise than another: what
 * differs stands in their folders.
 */
@NullMarked
package dev.midstream.server.bench;

import org.jspecify.annotations.NullMarked;
