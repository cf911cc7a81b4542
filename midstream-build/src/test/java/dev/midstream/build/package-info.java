/** Tests of the builder on real small projects. */
@NullMarked
package dev.midstream.build;

import org.jspecify.annotations.NullMarked;
