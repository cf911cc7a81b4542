package dev.midstream.store.encoding;

import java.util.HashMap;
import java.util.Map;

/** Enums, by the names of their constants. */
final class Choices extends Codec {

    private final String type;
    private final Map<String, Object> constants = new HashMap<>();

    Choices(String type, Class<?> of) {
        this.type = type;
        for (Object each : of.getEnumConstants()) {
            constants.put(((Enum<?>) each).name(), each);
        }
    }

    @Override
    void write(Object value, Writing to) {
        to.out.writeString(((Enum<?>) value).name());
    }

    @Override
    Object read(Reading from) throws Misfit {
        String name = Leaves.readText(from);
        Object constant = constants.get(name);
        if (constant == null) {
            throw new Misfit("expected a constant of " + type + ", seen '" + shortened(name) + "'");
        }
        return constant;
    }

    static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
