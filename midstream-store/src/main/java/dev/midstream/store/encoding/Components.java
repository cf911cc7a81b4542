package dev.midstream.store.encoding;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.core.io.SerializedString;

/** The components of records, with a class and without, as they are read. */
final class Components {

    private static final Object ABSENT = new Object();

    private Components() {}

    /** Gives the codec of a component. */
    interface CodecAt {
        Codec at(int index);
    }

    /**
     * Fills values from a map.
     *
     * @throws Misfit if a component is missing, unknown or there twice
     */
    static void read(
            Reading from,
            String type,
            SerializedString[] names,
            Map<String, Integer> indices,
            @Nullable Object[] values,
            CodecAt codecs)
            throws Misfit {
        java.util.Arrays.fill(values, ABSENT);
        from.expect(JsonToken.START_OBJECT, "a map for " + type);
        from.deeper();
        int next = 0;
        while (from.next() == JsonToken.PROPERTY_NAME) {
            String name = from.in.currentName();
            int at = indexOf(type, name, next, names, indices);
            if (values[at] != ABSENT) {
                throw new Misfit("component '" + name + "' of " + type + " comes twice");
            }
            from.next();
            try {
                values[at] = codecs.at(at).readNullable(from);
            } catch (Misfit | RuntimeException e) {
                throw Misfit.at("." + name, e);
            }
            next = at + 1;
        }
        from.expect(JsonToken.END_OBJECT, "a component of " + type + ", or its end");
        for (int i = 0; i < values.length; i++) {
            if (values[i] == ABSENT) {
                throw new Misfit(type + " lacks its component '" + names[i] + "'");
            }
        }
        from.shallower();
    }

    /** They come in order, if nobody has tampered with them. */
    private static int indexOf(
            String type,
            String name,
            int expected,
            SerializedString[] names,
            Map<String, Integer> indices)
            throws Misfit {
        if (expected < names.length && names[expected].getValue().equals(name)) {
            return expected;
        }
        Integer at = indices.get(name);
        if (at == null) {
            throw new Misfit(type + " has no component '" + Choices.shortened(name) + "'");
        }
        return at;
    }
}
