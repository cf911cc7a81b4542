package dev.midstream.runtime.migration;

import dev.midstream.runtime.shape.Type;
import org.jspecify.annotations.Nullable;

/** A value of a named type whose class is not loaded, as a reader of stored values makes it. */
public sealed interface Raw {

    /** Its type. */
    Type.Named type();

    /**
     * A record.
     *
     * @param components in the order of its definition; numbers boxed, named types raw
     */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Values(Type.Named type, @Nullable Object[] components) implements Raw {}

    /** An enum's constant. */
    record Constant(Type.Named type, String name) implements Raw {}
}
