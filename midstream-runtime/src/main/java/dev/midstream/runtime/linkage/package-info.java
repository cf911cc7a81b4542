/**
 * What the JVM's linker would do with an app's classes, worked out on bytecode with the app's
 * loaders modelled.
 *
 * <p>In: an app as its jars describe it, the boundary, and which modules are loaded anew. Out:
 * findings; an error is a reference that would throw a {@code LinkageError} in traffic.
 *
 * <p>Invariant: no class of the app is loaded. A type is one definition per loader that defines it;
 * a package is one run-time package per loader that defines classes in it.
 *
 * <p>Does not: prove types as the bytecode verifier does, follow reflection, or read what a library
 * does with its own absent optional parts.
 *
 * <p>Refuses with: {@code MS-LINK-*}; warns with {@code MS-LINT-*}.
 */
@NullMarked
package dev.midstream.runtime.linkage;

import org.jspecify.annotations.NullMarked;
