@NullMarked
package dev.midstream.store.encoding;

import org.jspecify.annotations.NullMarked;
