package dev.midstream.store.encoding;

import dev.midstream.runtime.shape.Shape;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Writes and reads the values of one shape with the classes of one loader. Safe for all threads.
 *
 * <p>Depth costs stack: on a thread with the JVM's usual one, {@value #SHALLOW} is safe.
 */
public final class Encoding {

    /** So deep values may be nested on a usual thread. */
    public static final int SHALLOW = 500;

    private final Codec root;
    private final int deepest;

    private Encoding(Codec root, int deepest) {
        this.root = root;
        this.deepest = deepest;
    }

    /**
     * An encoding.
     *
     * @param loader has the shape's classes
     * @param deepest how many records, cases and containers may lie within each other
     * @throws IllegalArgumentException if it has not, or they are of another shape
     */
    public static Encoding of(Shape shape, ClassLoader loader, int deepest) {
        return new Encoding(new Codecs(shape, loader).of(shape.root()), deepest);
    }

    /**
     * An encoding of values whose classes are not loaded, and need not exist any more: records and
     * enums are {@link dev.midstream.runtime.migration.Raw}.
     */
    public static Encoding raw(Shape shape, int deepest) {
        return new Encoding(new Codecs(shape, null).of(shape.root()), deepest);
    }

    /**
     * Writes a value as the next item.
     *
     * @throws Misfit if it is no value of the shape, or nested too deeply. Part of it was written
     */
    public void write(@Nullable Object value, JsonGenerator to) throws Misfit {
        try {
            root.writeNullable(value, new Writing(to, deepest));
        } catch (RuntimeException | StackOverflowError e) {
            throw Misfit.of(readable(e));
        }
    }

    /**
     * Reads the value at whose first token a parser stands, and leaves it at the last one.
     *
     * @throws Misfit if the bytes are no value of the shape, whatever they are
     */
    public @Nullable Object read(JsonParser from) throws Misfit {
        try {
            return root.readNullable(new Reading(from, deepest));
        } catch (RuntimeException | StackOverflowError e) {
            throw Misfit.of(readable(e));
        }
    }

    /**
     * A value by itself.
     *
     * @throws Misfit as {@link #write}
     */
    public byte[] encode(@Nullable Object value) throws Misfit {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator to = Cbor.shortWriter(bytes)) {
            write(value, to);
        }
        return bytes.toByteArray();
    }

    /**
     * What {@link #encode} has written, and nothing else.
     *
     * @throws Misfit as {@link #read}, and if bytes follow the value
     */
    public @Nullable Object decode(byte[] bytes) throws Misfit {
        try (JsonParser from = Cbor.reader(bytes)) {
            from.nextToken();
            Object value = read(from);
            JsonToken more = from.nextToken();
            if (more != null) {
                throw new Misfit(
                        "expected the end of the bytes after the value, seen "
                                + Reading.readable(more));
            }
            return value;
        } catch (RuntimeException e) {
            throw Misfit.of(e);
        }
    }

    private static Throwable readable(Throwable thrown) {
        return thrown instanceof StackOverflowError
                ? new Misfit("nested more deeply than this thread's stack is")
                : thrown;
    }
}
