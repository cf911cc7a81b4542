/**
 * The runnable: {@link dev.midstream.server.Main} is the command line, {@link
 * dev.midstream.server.Host} the serving process.
 *
 * <p>In: arguments. Out: an exit code, or a process that serves.
 *
 * <p>Invariant: the process that serves never compiles; the one that compiles never serves.
 *
 * <p>Does not: hold any rule of upgrading; that is the runtime's.
 */
@NullMarked
package dev.midstream.server;

import org.jspecify.annotations.NullMarked;
