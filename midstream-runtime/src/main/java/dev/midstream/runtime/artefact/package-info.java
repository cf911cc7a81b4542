/**
 * The file that {@code midstream build} writes and {@code midstream upgrade} runs.
 *
 * <p>In: modules and libraries as jars. Out: one zip with a manifest of digests, and back.
 *
 * <p>Invariant: equal content gives equal bytes, and an {@link
 * dev.midstream.runtime.artefact.Artefact} that exists has passed its digests.
 *
 * <p>Does not: look into classes; that is the graph's and verify's work.
 */
@NullMarked
package dev.midstream.runtime.artefact;

import org.jspecify.annotations.NullMarked;
