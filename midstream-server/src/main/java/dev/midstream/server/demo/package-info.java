/**
 * The demonstration: a loaded server, upgraded, refused and rolled back, and what its clients saw.
 *
 * <p>In: the folders of the example carts. Out: {@link dev.midstream.server.demo.DemoResult}.
 *
 * <p>Invariant: what it prints is what the load measured. It uses the launcher as anybody would:
 * one process serves, one process per verb, and this one only sends requests.
 *
 * <p>Does not: use anything of the runtime.
 */
@NullMarked
package dev.midstream.server.demo;

import org.jspecify.annotations.NullMarked;
