/**
 * What an app consists of once its build description was read: a plan, plain data.
 *
 * <p>In: nothing. Out: {@link dev.midstream.build.project.Plan}, made by the planners in {@code
 * maven} and {@code plain}, carried out by {@code compile}.
 *
 * <p>Invariant: modules stand in build order; all paths are absolute; every jar named existed when
 * the plan was made.
 *
 * <p>Does not: read or compile anything.
 */
@NullMarked
package dev.midstream.build.project;

import org.jspecify.annotations.NullMarked;
