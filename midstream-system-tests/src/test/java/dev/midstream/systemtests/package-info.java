/**
 * The acceptance tests: Midstream as its users see it, by its command line and its sockets.
 *
 * <p>In: the {@code ./midstream} launcher of this tree and real apps, copied into temporary folders
 * and edited by copying real files over them. Out: a verdict per promise; {@code docs/testing.md}
 * says how the oracle judges and which mutation turns which test red.
 *
 * <p>Invariant: nothing here uses a class of Midstream, and every wait has a deadline.
 *
 * <p>Does not: look inside the host, except through the JDK's own {@code jcmd}.
 */
@NullMarked
package dev.midstream.systemtests;

import org.jspecify.annotations.NullMarked;
