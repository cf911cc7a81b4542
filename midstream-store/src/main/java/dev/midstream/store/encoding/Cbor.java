package dev.midstream.store.encoding;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORWriteFeature;

/** CBOR as everything here writes and reads it. Safe for all threads. */
public final class Cbor {

    /**
     * Depth is counted by whoever reads or writes values; the library's own count is in the way.
     */
    private static final int ANY_DEPTH = Integer.MAX_VALUE - 8;

    private static final CBORFactory PLAIN =
            CBORFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(ANY_DEPTH)
                                    .maxStringLength(Integer.MAX_VALUE - 8)
                                    .build())
                    .streamWriteConstraints(
                            StreamWriteConstraints.builder().maxNestingDepth(ANY_DEPTH).build())
                    .build();

    /** Names and texts that come again are written once, and referred to (tags 25 and 256). */
    private static final CBORFactory SHORT =
            PLAIN.rebuild().enable(CBORWriteFeature.STRINGREF).build();

    private Cbor() {}

    /** Writes items one after the other. */
    public static JsonGenerator writer(OutputStream to) {
        return PLAIN.createGenerator(ObjectWriteContext.empty(), to);
    }

    /** Writes one item, in which texts that come again are short. */
    public static JsonGenerator shortWriter(OutputStream to) {
        return SHORT.createGenerator(ObjectWriteContext.empty(), to);
    }

    /** Reads what either has written. */
    public static JsonParser reader(byte[] from) {
        return PLAIN.createParser(ObjectReadContext.empty(), from);
    }

    /** Reads what either has written. */
    public static JsonParser reader(InputStream from) {
        return PLAIN.createParser(ObjectReadContext.empty(), from);
    }

    /**
     * Writes a text: as UTF-8, or as UTF-16 with half of a pair of surrogates, which UTF-8 lacks.
     */
    public static void text(String text, JsonGenerator to) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean pair =
                        Character.isHighSurrogate(text.charAt(i))
                                && i + 1 < text.length()
                                && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    ByteBuffer units = ByteBuffer.allocate(2 * text.length());
                    units.asCharBuffer().put(text);
                    to.writeBinary(units.array());
                    return;
                }
                i++;
            }
        }
        to.writeString(text);
    }

    /**
     * Reads a text, on which the parser stands.
     *
     * @throws Misfit if it is none
     */
    public static String text(JsonParser from) throws Misfit {
        return switch (from.currentToken()) {
            case VALUE_STRING -> from.getString();
            case VALUE_EMBEDDED_OBJECT -> units(from.getBinaryValue());
            case null -> throw new Misfit("expected a text, seen the end");
            default ->
                    throw new Misfit(
                            "expected a text, seen " + Reading.readable(from.currentToken()));
        };
    }

    /** As they are: a decoder of UTF-16 replaces half a pair. */
    private static String units(byte[] bytes) throws Misfit {
        if (bytes.length % 2 != 0) {
            throw new Misfit("expected a text in UTF-16, seen half of a unit");
        }
        return ByteBuffer.wrap(bytes).asCharBuffer().toString();
    }
}
