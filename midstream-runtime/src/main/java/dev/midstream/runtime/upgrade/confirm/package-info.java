/**
 * Decides what a confirmation and a rollback mean for the generations that are loaded.
 *
 * <p>In: current and previous. Out: who is released, who becomes current.
 *
 * <p>Invariant: the previous generation stays loaded and warm until the current one is confirmed.
 *
 * <p>Refuses with: {@code MS-CONFIRM-*}.
 */
@NullMarked
package dev.midstream.runtime.upgrade.confirm;

import org.jspecify.annotations.NullMarked;
