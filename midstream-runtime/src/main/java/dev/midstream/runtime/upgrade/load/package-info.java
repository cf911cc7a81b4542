/**
 * Defines loaders for what is new, creates the instances, configures and starts them.
 *
 * <p>In: {@link dev.midstream.runtime.generation.Verified}. Out: a {@link
 * dev.midstream.runtime.generation.Generation} in state LOADED.
 *
 * <p>Invariant: live traffic notices nothing; on refusal everything that was started is stopped and
 * every new loader is released.
 *
 * <p>Refuses with: {@code MS-LOAD-*}, {@code MS-HTTP-*}.
 */
@NullMarked
package dev.midstream.runtime.upgrade.load;

import org.jspecify.annotations.NullMarked;
