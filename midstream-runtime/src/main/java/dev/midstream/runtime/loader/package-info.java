/**
 * One class loader per module version, and the proof that it is gone.
 *
 * <p>In: jars in memory. Out: {@link dev.midstream.runtime.loader.ModuleLoader}, and {@link
 * dev.midstream.runtime.loader.Releases}, which knows what was released and not collected yet.
 *
 * <p>Invariant: a module sees the JDK, the API, slf4j, the host's contracts, its own classes, and
 * the modules it requires; never the host's libraries, never an open file.
 *
 * <p>Does not: decide which versions exist; that is the upgrade's work.
 */
@NullMarked
package dev.midstream.runtime.loader;

import org.jspecify.annotations.NullMarked;
