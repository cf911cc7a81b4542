@NullMarked
package dev.midstream.store;

import org.jspecify.annotations.NullMarked;
