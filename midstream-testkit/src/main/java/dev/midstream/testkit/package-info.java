/**
 * Tests of apps: one turn of an actor, several actors step by step, a whole host with its HTTP
 * door, an upgrade under load.
 *
 * <p>In: actor classes, or an app's folder or artefact. Out: what came of it, as values and
 * exceptions that say what is wrong.
 *
 * <p>Invariant: what runs is the host's own engine, verify and door; only time, chance and the
 * order of turns are the test's, where it wants them.
 *
 * <p>Does not: imitate anything. A test that passes here runs the code that serves.
 */
@NullMarked
package dev.midstream.testkit;

import org.jspecify.annotations.NullMarked;
