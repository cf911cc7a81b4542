package dev.midstream.store.encoding;

import dev.midstream.runtime.migration.Raw;
import dev.midstream.runtime.shape.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.SerializedString;

/** Records whose class is not loaded, as {@link Records} writes those whose class is. */
final class RawRecords extends Codec {

    private final Type.Named type;
    private final SerializedString[] names;
    private final Map<String, Integer> indices = new HashMap<>();
    private List<Codec> codecs = List.of();

    /** A codec without components as yet: they may be of the same type. */
    RawRecords(Type.Named type, List<String> components) {
        this.type = type;
        this.names =
                components.stream().map(SerializedString::new).toArray(SerializedString[]::new);
        for (int i = 0; i < names.length; i++) {
            if (indices.put(names[i].getValue(), i) != null) {
                throw new IllegalArgumentException(
                        type.source() + " has two components '" + names[i] + "'");
            }
        }
    }

    /** Its components' codecs, in the order of its definition. */
    void components(List<Codec> all) {
        codecs = List.copyOf(all);
    }

    @Override
    void write(Object value, Writing to) throws Misfit {
        @Nullable Object[] components = ((Raw.Values) value).components();
        to.deeper();
        to.out.writeStartObject(value, names.length);
        for (int i = 0; i < names.length; i++) {
            to.out.writeName(names[i]);
            try {
                codecs.get(i).writeNullable(components[i], to);
            } catch (Misfit | RuntimeException e) {
                throw Misfit.at("." + names[i], e);
            }
        }
        to.out.writeEndObject();
        to.shallower();
    }

    @Override
    Object read(Reading from) throws Misfit {
        @Nullable Object[] values = new @Nullable Object[names.length];
        Components.read(from, type.source(), names, indices, values, codecs::get);
        return new Raw.Values(type, values);
    }
}
