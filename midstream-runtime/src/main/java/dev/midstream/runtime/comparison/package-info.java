/**
 * What differs between two values of plain data that may be of different versions' classes.
 *
 * <p>In: objects of a state's or a reply's types. Out: {@link
 * dev.midstream.runtime.comparison.Comparison}, the differences of many turns by path and kind.
 *
 * <p>Invariant: names of components decide, never classes; what it makes refers to no module. Texts
 * of values leave it only where they are asked for, and never of what is secret or redacted.
 *
 * <p>Does not run anything of a module but the accessors of its records.
 */
@NullMarked
package dev.midstream.runtime.comparison;

import org.jspecify.annotations.NullMarked;
