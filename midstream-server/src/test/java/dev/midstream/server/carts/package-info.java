/**
 * The example carts in a host of this process, upgraded and taken back under a load that knows
 * every answer.
 */
@NullMarked
package dev.midstream.server.carts;

import org.jspecify.annotations.NullMarked;
