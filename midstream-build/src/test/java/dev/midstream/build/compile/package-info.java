/** Tests of single steps. */
@NullMarked
package dev.midstream.build.compile;

import org.jspecify.annotations.NullMarked;
