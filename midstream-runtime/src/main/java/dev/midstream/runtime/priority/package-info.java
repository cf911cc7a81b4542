/**
 * Which of this process's threads the system prefers: those that serve go first, those that prepare
 * a version stand back.
 *
 * <p>In: thread names. Out: nothing; without Linux or native access nothing happens.
 *
 * <p>Invariant: what stands back is put back, however the work ends; nothing is lowered that could
 * not be raised again.
 */
@NullMarked
package dev.midstream.runtime.priority;

import org.jspecify.annotations.NullMarked;
