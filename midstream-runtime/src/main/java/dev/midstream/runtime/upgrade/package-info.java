@NullMarked
package dev.midstream.runtime.upgrade;

import org.jspecify.annotations.NullMarked;
