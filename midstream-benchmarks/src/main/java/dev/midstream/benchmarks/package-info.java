/**
 * What Midstream costs.
 *
 * <p>In: the runtime as an embedder uses it. Out: JMH benchmarks, each beside the baseline it is
 * compared with, so that one run gives a ratio.
 *
 * <p>Invariant: no receiver is a constant to the compiler; what is measured is what a server pays.
 *
 * <p>Does not: assert. Targets and results stand in {@code docs/benchmarks.md}.
 */
@NullMarked
package dev.midstream.benchmarks;

import org.jspecify.annotations.NullMarked;
