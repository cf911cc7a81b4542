/**
 * Runs sampled work in a shadow of the generation to come until the JIT has settled, so that its
 * first requests meet compiled code.
 *
 * <p>In: a {@link dev.midstream.runtime.generation.Shadow}, and what doors and actors have kept.
 * Out: a {@link dev.midstream.runtime.generation.WarmReport}.
 *
 * <p>Invariant: nothing that serves is reachable from the shadow; effects of actors never happen;
 * the compiler's threads have their old priority when it ends, however it ends.
 *
 * <p>Says: {@code MS-WARM-*}.
 */
@NullMarked
package dev.midstream.runtime.upgrade.warm;

import org.jspecify.annotations.NullMarked;
