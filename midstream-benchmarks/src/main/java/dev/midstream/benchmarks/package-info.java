/**
 * What Midstream costs.
 *
 * <p>In: the runtime as an embedder uses it, the door, the command line. Out: JMH benchmarks and
 * two programs, {@link dev.midstream.benchmarks.HttpComparison} and {@link
 * dev.midstream.benchmarks.EditToLive}. What has a baseline runs beside it, so that one run gives a
 * ratio.
 *
 * <p>Invariant: no receiver is a constant to the compiler; what is measured is what a server pays.
 *
 * <p>Does not: assert. Targets and results stand in {@code docs/benchmarks.md}.
 */
@NullMarked
package dev.midstream.benchmarks;

import org.jspecify.annotations.NullMarked;
