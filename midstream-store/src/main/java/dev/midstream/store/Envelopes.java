package dev.midstream.store;

import dev.midstream.store.encoding.Cbor;
import java.io.ByteArrayOutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** What a file says about itself and about its sections, as maps of texts and numbers. */
final class Envelopes {

    /** What is written now. */
    private static final long VERSION = 1;

    /** Longer ones are no envelope: the shapes of an app have at most 4 million characters each. */
    private static final int MOST_ENTRIES = 100_000;

    private Envelopes() {}

    /**
     * The head of a file.
     *
     * @param app the app's name
     * @param release what ran
     * @param generation its number
     * @param saved when
     * @param numbers no question put off has a greater number
     */
    record Head(String app, String release, int generation, Instant saved, long numbers) {

        Frame frame() {
            return new Frame(
                    Frame.Kind.HEAD,
                    0,
                    write(
                            Map.of(
                                    "midstream-snapshot", VERSION,
                                    "app", app,
                                    "release", release,
                                    "generation", (long) generation,
                                    "saved", saved.toString(),
                                    "numbers", numbers)));
        }

        static Head of(Frame frame) throws Damaged {
            Map<String, Object> all = read(frame);
            long version = number(all, "midstream-snapshot");
            if (version != VERSION) {
                throw Damaged.later(
                        "the file has version " + version + " of the format, known is " + VERSION);
            }
            try {
                return new Head(
                        text(all, "app"),
                        text(all, "release"),
                        (int) number(all, "generation"),
                        Instant.parse(text(all, "saved")),
                        number(all, "numbers"));
            } catch (DateTimeException e) {
                throw new Damaged("the head has no time: " + e.getMessage());
            }
        }
    }

    /**
     * A section: actors of one type, with one shape.
     *
     * @param type the name of their type
     * @param release under which they were saved first
     * @param state the shape of their states, as text
     * @param message the shape of messages to them, as text
     */
    record Section(String type, String release, String state, String message) {

        Frame frame(int number) {
            return new Frame(
                    Frame.Kind.TYPE,
                    number,
                    write(
                            Map.of(
                                    "type", type,
                                    "release", release,
                                    "state", state,
                                    "message", message)));
        }

        static Section of(Frame frame) throws Damaged {
            Map<String, Object> all = read(frame);
            return new Section(
                    text(all, "type"),
                    text(all, "release"),
                    text(all, "state"),
                    text(all, "message"));
        }
    }

    /**
     * The end of a file.
     *
     * @param frames how many came before it
     * @param actors how many of each type
     */
    record End(long frames, SortedMap<String, Long> actors) {

        Frame frame() {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("", frames);
            all.putAll(actors);
            return new Frame(Frame.Kind.END, 0, write(all));
        }

        static End of(Frame frame) throws Damaged {
            Map<String, Object> all = read(frame);
            long frames = number(all, "");
            SortedMap<String, Long> actors = new TreeMap<>();
            for (String type : all.keySet()) {
                if (!type.isEmpty()) {
                    actors.put(type, number(all, type));
                }
            }
            return new End(frames, actors);
        }
    }

    private static byte[] write(Map<String, Object> values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = Cbor.writer(bytes)) {
            out.writeStartObject(values, values.size());
            new TreeMap<>(values)
                    .forEach((name, value) -> {
                        out.writeName(name);
                        if (value instanceof Long number) {
                            out.writeNumber(number);
                        } else {
                            out.writeString(value.toString());
                        }
                    });
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static Map<String, Object> read(Frame frame) throws Damaged {
        Map<String, Object> values = new LinkedHashMap<>();
        try (JsonParser in = Cbor.reader(frame.payload())) {
            require(in.nextToken() == JsonToken.START_OBJECT);
            while (in.nextToken() == JsonToken.PROPERTY_NAME && values.size() < MOST_ENTRIES) {
                String name = in.currentName();
                Object before =
                        values.put(
                                name,
                                switch (in.nextToken()) {
                                    case VALUE_STRING -> in.getString();
                                    case VALUE_NUMBER_INT -> in.getLongValue();
                                    case null, default -> throw unreadable();
                                });
                require(before == null);
            }
            require(in.currentToken() == JsonToken.END_OBJECT && in.nextToken() == null);
        } catch (RuntimeException e) {
            throw unreadable();
        }
        return values;
    }

    private static void require(boolean fits) throws Damaged {
        if (!fits) {
            throw unreadable();
        }
    }

    private static Damaged unreadable() {
        return new Damaged("a part that describes others cannot be read");
    }

    private static String text(Map<String, Object> values, String name) throws Damaged {
        if (values.get(name) instanceof String text) {
            return text;
        }
        throw new Damaged("a part lacks its '" + name + "'");
    }

    private static long number(Map<String, Object> values, String name) throws Damaged {
        if (values.get(name) instanceof Long number) {
            return number;
        }
        throw new Damaged("a part lacks its number '" + name + "'");
    }
}
