/**
 * Apps without a pom: a source folder, one jar, a folder of jars.
 *
 * <p>In: a path. Out: {@link dev.midstream.build.project.Plan}.
 *
 * <p>Invariant: a module's name does not change with its version.
 *
 * <p>Does not: resolve libraries; they stand in {@code lib}.
 */
@NullMarked
package dev.midstream.build.plain;

import org.jspecify.annotations.NullMarked;
