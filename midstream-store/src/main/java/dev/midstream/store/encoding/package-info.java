/**
 * Values of the closed world as bytes: CBOR (RFC 8949), records as maps by component name.
 *
 * <p>In: a {@link dev.midstream.runtime.shape.Shape}, the loader that has its classes, and values
 * of it. Out: bytes, and equal values again.
 *
 * <p>Invariant: bytes that do not fit the shape are a {@link dev.midstream.store.encoding.Misfit}
 * with the path to the place, whatever they are; only classes that the shape names are ever loaded.
 *
 * <p>Does not convert values from one shape to another, and keeps nothing.
 */
@NullMarked
package dev.midstream.store.encoding;

import org.jspecify.annotations.NullMarked;
