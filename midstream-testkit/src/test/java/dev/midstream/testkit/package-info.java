/** Tests of the testkit, which are examples of its use too. */
@NullMarked
package dev.midstream.testkit;

import org.jspecify.annotations.NullMarked;
