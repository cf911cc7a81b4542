/** Tests of single steps. */
@NullMarked
package dev.midstream.build.maven;

import org.jspecify.annotations.NullMarked;
