package dev.midstream.store.encoding;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** Writes and reads values of one type. Safe for all threads once it is made. */
abstract class Codec {

    /** Writes a value. */
    abstract void write(Object value, Writing to) throws Misfit;

    /** Reads a value, of which the current token is the first. Ends at its last token. */
    abstract Object read(Reading from) throws Misfit;

    /** Whether there is no null of the type: a primitive. */
    boolean primitive() {
        return false;
    }

    final void writeNullable(@Nullable Object value, Writing to) throws Misfit {
        if (value == null) {
            to.out.writeNull();
        } else {
            write(value, to);
        }
    }

    final @Nullable Object readNullable(Reading from) throws Misfit {
        if (from.current() != JsonToken.VALUE_NULL) {
            return read(from);
        }
        if (primitive()) {
            throw new Misfit("expected a value of a primitive type, seen null");
        }
        return null;
    }
}
