/** A contract with objects behind it, for the tests of what references hand out. */
@NullMarked
package dev.midstream.runtime.desk;

import org.jspecify.annotations.NullMarked;
