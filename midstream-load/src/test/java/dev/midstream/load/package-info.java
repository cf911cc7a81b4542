/** Tests of the load: each kind of damage is done by a server on purpose, and must be seen. */
@NullMarked
package dev.midstream.load;

import org.jspecify.annotations.NullMarked;
