/** What the end-to-end tests' host shares with its modules: a contract on the host's class path. */
@NullMarked
package dev.midstream.runtime.shop;

import org.jspecify.annotations.NullMarked;
