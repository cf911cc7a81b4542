/**
 * Lets a generation go: stops instances that no other generation has, and watches their loaders
 * until they are collected.
 *
 * <p>In: a generation that nobody needs any more. Out: released loaders.
 *
 * <p>Invariant: a generation with work inside is never released.
 */
@NullMarked
package dev.midstream.runtime.upgrade.unload;

import org.jspecify.annotations.NullMarked;
