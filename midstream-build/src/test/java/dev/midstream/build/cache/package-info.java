/** Tests of single steps. */
@NullMarked
package dev.midstream.build.cache;

import org.jspecify.annotations.NullMarked;
