/**
 * Real libraries, private to a module, behind a real door: in this process, so that it is quick.
 */
@NullMarked
package dev.midstream.server.libraries;

import org.jspecify.annotations.NullMarked;
