package dev.midstream.store.encoding;

import java.lang.reflect.Array;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** Arrays: of bytes as a byte string, all others as an array. */
final class Arrays extends Codec {

    private final Class<?> component;
    private final Codec element;

    Arrays(Class<?> component, Codec element) {
        this.component = component;
        this.element = element;
    }

    @Override
    void write(Object value, Writing to) throws Misfit {
        switch (value) {
            case byte[] bytes -> to.out.writeBinary(bytes);
            case int[] numbers -> to.out.writeArray(numbers, 0, numbers.length);
            case long[] numbers -> to.out.writeArray(numbers, 0, numbers.length);
            case double[] numbers -> to.out.writeArray(numbers, 0, numbers.length);
            default -> writeEach(value, to);
        }
    }

    private void writeEach(Object array, Writing to) throws Misfit {
        to.deeper();
        int length = Array.getLength(array);
        to.out.writeStartArray(array, length);
        for (int i = 0; i < length; i++) {
            try {
                element.writeNullable(Array.get(array, i), to);
            } catch (Misfit | RuntimeException e) {
                throw Misfit.at("[" + i + "]", e);
            }
        }
        to.out.writeEndArray();
        to.shallower();
    }

    @Override
    Object read(Reading from) throws Misfit {
        if (component == byte.class) {
            from.expect(JsonToken.VALUE_EMBEDDED_OBJECT, "bytes");
            return from.in.getBinaryValue();
        }
        List<@Nullable Object> read = Containers.readAll(from, element, "an array");
        Object array = Array.newInstance(component, read.size());
        for (int i = 0; i < read.size(); i++) {
            Array.set(array, i, read.get(i));
        }
        return array;
    }
}
