/**
 * An upgrade from an artefact to its outcome.
 *
 * <p>In: an artefact's bytes and {@link dev.midstream.runtime.upgrade.UpgradeOptions}. Out: an
 * {@link dev.midstream.runtime.upgrade.Outcome}. {@code Pipeline} is the entry; {@code Preparation}
 * runs verify → load → warm → rehearse ({@code Loading} the middle two), {@code Switching} runs
 * cutover → drain → migrate → confirm and the way back, {@code Gone} unloads. Each stage is a
 * package of its name.
 *
 * <p>Invariant: whatever refuses has changed nothing; nothing refuses from the cutover on.
 *
 * <p>Does not: know what stages do, or decide who may upgrade (the lease does).
 */
@NullMarked
package dev.midstream.runtime.upgrade;

import org.jspecify.annotations.NullMarked;
