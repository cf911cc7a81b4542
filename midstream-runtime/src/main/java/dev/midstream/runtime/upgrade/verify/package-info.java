/**
 * Checks on bytecode what can be known before anything of a release runs.
 *
 * <p>In: an artefact's bytes, and what runs. Out: {@link
 * dev.midstream.runtime.generation.Verified}.
 *
 * <p>Invariant: nothing is loaded, nothing is touched.
 *
 * <p>Refuses with: {@code MS-ARTEFACT-*}, {@code MS-VERIFY-*}.
 */
@NullMarked
package dev.midstream.runtime.upgrade.verify;

import org.jspecify.annotations.NullMarked;
