/**
 * Ways from the values of one generation to those of another, and back.
 *
 * <p>In: the {@link dev.midstream.runtime.shape.Shapes} of both. Out: {@link
 * dev.midstream.runtime.migration.Plan}, with what refuses it and what it loses; bound to classes,
 * a {@link dev.midstream.runtime.migration.Conversion}.
 *
 * <p>Invariant: a plan without problems converts every value, and keeps every component that both
 * shapes have.
 *
 * <p>Does not know actors, generations or when anything is converted.
 */
@NullMarked
package dev.midstream.runtime.migration;

import org.jspecify.annotations.NullMarked;
