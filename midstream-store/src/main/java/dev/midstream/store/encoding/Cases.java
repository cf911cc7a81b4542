package dev.midstream.store.encoding;

import dev.midstream.runtime.migration.Raw;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonToken;
import tools.jackson.core.io.SerializedString;

/** Values of a sealed type, as a map of one entry: the name of the case, and the value. */
final class Cases extends Codec {

    private final String type;
    private final Map<Object, Case> byClass = new HashMap<>();
    private final Map<String, Case> byName = new HashMap<>();

    private record Case(SerializedString name, Codec codec) {}

    Cases(String type) {
        this.type = type;
    }

    /**
     * Adds a record or enum.
     *
     * @param of its class, or its type if that is not loaded
     */
    void add(String name, Object of, Codec codec) {
        Case added = new Case(new SerializedString(name), codec);
        byClass.put(of, added);
        if (byName.put(name, added) != null) {
            throw new IllegalArgumentException(type + " has two cases of the name " + name);
        }
    }

    @Override
    void write(Object value, Writing to) throws Misfit {
        Object of = of(value);
        Case known = byClass.get(of);
        if (known == null) {
            throw new Misfit(value.getClass().getName() + " is no case of " + type);
        }
        to.deeper();
        to.out.writeStartObject(value, 1);
        to.out.writeName(known.name());
        known.codec().write(value, to);
        to.out.writeEndObject();
        to.shallower();
    }

    private static Object of(Object value) {
        return switch (value) {
            case Enum<?> each -> each.getDeclaringClass();
            case Raw raw -> raw.type();
            default -> value.getClass();
        };
    }

    @Override
    Object read(Reading from) throws Misfit {
        from.expect(JsonToken.START_OBJECT, "a map with one case of " + type);
        from.deeper();
        if (from.next() != JsonToken.PROPERTY_NAME) {
            throw from.unexpected("a case of " + type);
        }
        String name = from.in.currentName();
        Case known = byName.get(name);
        if (known == null) {
            throw new Misfit(
                    "expected a case of " + type + ", seen '" + Choices.shortened(name) + "'");
        }
        from.next();
        Object read;
        try {
            read = known.codec().read(from);
        } catch (Misfit | RuntimeException e) {
            throw Misfit.at("(" + name + ")", e);
        }
        if (from.next() != JsonToken.END_OBJECT) {
            throw from.unexpected("the end of a case of " + type);
        }
        from.shallower();
        return read;
    }
}
