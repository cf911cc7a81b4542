/**
 * What values of a type are made of, read from bytecode: records with their components, sealed
 * types with their cases, enums with their constants, and the JDK's types and containers.
 *
 * <p>In: class files. Out: {@link dev.midstream.runtime.shape.Shape}, also as text; the methods
 * that are marked {@code @Migration}.
 *
 * <p>Invariant: whatever a shape names is plain data, all the way down.
 *
 * <p>Does not load classes and does not compare shapes.
 */
@NullMarked
package dev.midstream.runtime.shape;

import org.jspecify.annotations.NullMarked;
