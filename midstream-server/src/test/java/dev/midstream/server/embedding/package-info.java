/**
 * An application of its own that embeds Midstream, in the test's process: HTTP by the JDK's server,
 * modules through {@code reference} and {@code enter}. In: artefacts to switch between; out: what
 * clients saw.
 */
@NullMarked
package dev.midstream.server.embedding;

import org.jspecify.annotations.NullMarked;
