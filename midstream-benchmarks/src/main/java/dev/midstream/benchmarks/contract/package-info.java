/**
 * What the benchmarks' host shares with its one module. A package of its own, since a host shares
 * whole packages.
 */
@NullMarked
package dev.midstream.benchmarks.contract;

import org.jspecify.annotations.NullMarked;
