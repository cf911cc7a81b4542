/**
 * Runs turns that were kept in a shadow of the generation to come, and tells where they end
 * otherwise than they did when they served.
 *
 * <p>In: a {@link dev.midstream.runtime.generation.Shadow} whose actors are open, and what the live
 * behaviours have kept. Out: a {@link dev.midstream.runtime.comparison.Comparison}, and findings.
 *
 * <p>Invariant: one pass, paced, with a deadline; nothing that serves is reached; findings hold
 * paths and counts, never values.
 *
 * <p>Says: {@code MS-COMPARE-*}. Does not refuse; {@code --strict} does.
 */
@NullMarked
package dev.midstream.runtime.upgrade.compare;

import org.jspecify.annotations.NullMarked;
