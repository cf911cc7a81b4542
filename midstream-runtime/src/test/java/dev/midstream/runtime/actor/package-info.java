/** Tests of the actor engine: driven where time or order decides, with threads where they do. */
@NullMarked
package dev.midstream.runtime.actor;

import org.jspecify.annotations.NullMarked;
