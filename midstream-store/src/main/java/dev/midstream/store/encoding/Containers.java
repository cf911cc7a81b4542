package dev.midstream.store.encoding;

import dev.midstream.api.Result;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * What holds other values. Nothing is made as large as the bytes claim: it grows with what comes.
 * What is read cannot be changed, and is iterated in the order in which it was written.
 */
final class Containers {

    private Containers() {}

    /** A list, as an array. */
    static final class OfList extends Codec {
        private final Codec element;

        OfList(Codec element) {
            this.element = element;
        }

        @Override
        void write(Object value, Writing to) throws Misfit {
            List<?> list = (List<?>) value;
            writeAll(list, list.size(), element, to);
        }

        @Override
        Object read(Reading from) throws Misfit {
            return immutable(readAll(from, element, "an array for a list"));
        }
    }

    /** A set, as an array. */
    static final class OfSet extends Codec {
        private final Codec element;

        OfSet(Codec element) {
            this.element = element;
        }

        @Override
        void write(Object value, Writing to) throws Misfit {
            Set<?> set = (Set<?>) value;
            writeAll(set, set.size(), element, to);
        }

        @Override
        Object read(Reading from) throws Misfit {
            List<@Nullable Object> read = readAll(from, element, "an array for a set");
            Set<@Nullable Object> set = LinkedHashSet.newLinkedHashSet(read.size());
            for (int i = 0; i < read.size(); i++) {
                if (!set.add(read.get(i))) {
                    throw Misfit.at("[" + i + "]", new Misfit("a value that the set has already"));
                }
            }
            return Collections.unmodifiableSet(set);
        }
    }

    /** A map, as an array of keys and values in turn: keys can be anything. */
    static final class OfMap extends Codec {
        private final Codec key;
        private final Codec value;

        OfMap(Codec key, Codec value) {
            this.key = key;
            this.value = value;
        }

        @Override
        void write(Object map, Writing to) throws Misfit {
            to.deeper();
            to.out.writeStartArray(map, 2 * ((Map<?, ?>) map).size());
            int at = 0;
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) map).entrySet()) {
                try {
                    key.writeNullable(entry.getKey(), to);
                    value.writeNullable(entry.getValue(), to);
                } catch (Misfit | RuntimeException e) {
                    throw Misfit.at("{" + at + "}", e);
                }
                at++;
            }
            to.out.writeEndArray();
            to.shallower();
        }

        @Override
        Object read(Reading from) throws Misfit {
            from.expect(JsonToken.START_ARRAY, "an array for a map");
            from.deeper();
            Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
            while (from.next() != JsonToken.END_ARRAY) {
                try {
                    Object each = key.readNullable(from);
                    if (from.next() == JsonToken.END_ARRAY) {
                        throw new Misfit("a key without a value");
                    }
                    boolean twice = map.containsKey(each);
                    map.put(each, value.readNullable(from));
                    if (twice) {
                        throw new Misfit("a key that the map has already");
                    }
                } catch (Misfit | RuntimeException e) {
                    throw Misfit.at("{" + map.size() + "}", e);
                }
            }
            from.shallower();
            return Collections.unmodifiableMap(map);
        }
    }

    /** An optional, as an array of one value or none. */
    static final class OfOptional extends Codec {
        private final Codec element;

        OfOptional(Codec element) {
            this.element = element;
        }

        @Override
        void write(Object value, Writing to) throws Misfit {
            Optional<?> optional = (Optional<?>) value;
            to.deeper();
            to.out.writeStartArray(value, optional.isPresent() ? 1 : 0);
            if (optional.isPresent()) {
                element.write(optional.get(), to);
            }
            to.out.writeEndArray();
            to.shallower();
        }

        @Override
        Object read(Reading from) throws Misfit {
            from.expect(JsonToken.START_ARRAY, "an array of one value or none");
            from.deeper();
            if (from.next() == JsonToken.END_ARRAY) {
                from.shallower();
                return Optional.empty();
            }
            Optional<Object> read = Optional.of(element.read(from));
            Leaves.end(from);
            from.shallower();
            return read;
        }
    }

    /** A result, as a map of one entry. */
    static final class OfResult extends Codec {
        private static final String OK = "ok";
        private static final String FAILED = "failed";

        private final Codec element;

        OfResult(Codec element) {
            this.element = element;
        }

        @Override
        void write(Object value, Writing to) throws Misfit {
            to.deeper();
            to.out.writeStartObject(value, 1);
            switch ((Result<?>) value) {
                case Result.Ok<?>(Object ok) -> {
                    to.out.writeName(OK);
                    element.writeNullable(ok, to);
                }
                case Result.Failed<?>(String type, String message) -> {
                    to.out.writeName(FAILED);
                    to.out.writeStartArray(value, 2);
                    Leaves.writeText(type, to);
                    Leaves.writeText(message, to);
                    to.out.writeEndArray();
                }
            }
            to.out.writeEndObject();
            to.shallower();
        }

        @Override
        Object read(Reading from) throws Misfit {
            from.expect(JsonToken.START_OBJECT, "a map of 'ok' or 'failed'");
            from.deeper();
            if (from.next() != JsonToken.PROPERTY_NAME) {
                throw from.unexpected("'ok' or 'failed'");
            }
            String name = from.in.currentName();
            from.next();
            Result<Object> read =
                    switch (name) {
                        case OK -> ok(from);
                        case FAILED -> failed(from);
                        default ->
                                throw new Misfit("expected 'ok' or 'failed', seen '" + name + "'");
                    };
            if (from.next() != JsonToken.END_OBJECT) {
                throw from.unexpected("the end of a result");
            }
            from.shallower();
            return read;
        }

        @SuppressWarnings("NullAway") // null is what was written, and the record takes it
        private Result<Object> ok(Reading from) throws Misfit {
            return new Result.Ok<>(element.readNullable(from));
        }

        private static Result<Object> failed(Reading from) throws Misfit {
            from.expect(JsonToken.START_ARRAY, "an array of type and message");
            from.next();
            String type = Leaves.readText(from);
            from.next();
            String message = Leaves.readText(from);
            Leaves.end(from);
            return new Result.Failed<>(type, message);
        }
    }

    private static void writeAll(Iterable<?> values, int size, Codec element, Writing to)
            throws Misfit {
        to.deeper();
        to.out.writeStartArray(values, size);
        int at = 0;
        for (Object each : values) {
            try {
                element.writeNullable(each, to);
            } catch (Misfit | RuntimeException e) {
                throw Misfit.at("[" + at + "]", e);
            }
            at++;
        }
        to.out.writeEndArray();
        to.shallower();
    }

    static List<@Nullable Object> readAll(Reading from, Codec element, String what) throws Misfit {
        from.expect(JsonToken.START_ARRAY, what);
        from.deeper();
        List<@Nullable Object> read = new ArrayList<>();
        while (from.next() != JsonToken.END_ARRAY) {
            try {
                read.add(element.readNullable(from));
            } catch (Misfit | RuntimeException e) {
                throw Misfit.at("[" + read.size() + "]", e);
            }
        }
        from.shallower();
        return read;
    }

    /** {@code List.of} takes no null. */
    private static List<@Nullable Object> immutable(List<@Nullable Object> read) {
        for (Object each : read) {
            if (each == null) {
                return Collections.unmodifiableList(read);
            }
        }
        return List.copyOf(read);
    }
}
