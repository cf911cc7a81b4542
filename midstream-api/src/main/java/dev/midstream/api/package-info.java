/**
 * What a module compiles against: {@link dev.midstream.api.AppModule} and what it is given.
 *
 * <p>In: nothing but the JDK. Out: the types that the host and a module share by identity, because
 * both load them from the same loader.
 *
 * <p>Invariant: frozen and tiny. Everything that a module sees of Midstream is in this package;
 * within a major version it changes only by addition.
 *
 * <p>Does not: contain behaviour. The host implements the interfaces, modules implement {@link
 * dev.midstream.api.AppModule}, {@link dev.midstream.api.Handler}, {@link
 * dev.midstream.api.AsyncHandler}, {@link dev.midstream.api.Actor} and {@link
 * dev.midstream.api.Await}.
 */
@NullMarked
package dev.midstream.api;

import org.jspecify.annotations.NullMarked;
