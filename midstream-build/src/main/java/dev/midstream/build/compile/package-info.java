/**
 * Sources and resources to one jar per module.
 *
 * <p>In: {@link dev.midstream.build.project.Work.Compile} and its class path. Out: the bytes of a
 * jar.
 *
 * <p>Invariant: what is hashed is what is compiled: sources are read once, into a {@link
 * dev.midstream.build.compile.Snapshot}. A jar holds no time, no path and no order but the
 * alphabet's.
 *
 * <p>Does not: know Maven.
 */
@NullMarked
package dev.midstream.build.compile;

import org.jspecify.annotations.NullMarked;
