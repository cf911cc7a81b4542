/** What the embedding application shares with its modules; stands on its own class path, frozen. */
@NullMarked
package dev.midstream.server.embedding.contract;

import org.jspecify.annotations.NullMarked;
