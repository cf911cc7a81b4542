package dev.midstream.store.encoding;

/** A codec that is two functions. */
final class Leaf extends Codec {

    /** Writes a value. */
    interface Writer<T> {
        void write(T value, Writing to) throws Misfit;
    }

    /** Reads a value, at whose first token the reading stands. */
    interface Reader<T> {
        T read(Reading from) throws Misfit;
    }

    private final String what;
    private final Writer<Object> writer;
    private final Reader<?> reader;
    private final boolean primitive;

    Leaf(String what, Writer<Object> writer, Reader<?> reader) {
        this(what, writer, reader, false);
    }

    private Leaf(String what, Writer<Object> writer, Reader<?> reader, boolean primitive) {
        this.what = what;
        this.writer = writer;
        this.reader = reader;
        this.primitive = primitive;
    }

    static <T> Leaf of(Class<T> type, String what, Writer<T> writer, Reader<? extends T> reader) {
        return new Leaf(what, (value, to) -> writer.write(type.cast(value), to), reader);
    }

    Leaf asPrimitive() {
        return new Leaf(what, writer, reader, true);
    }

    @Override
    boolean primitive() {
        return primitive;
    }

    @Override
    void write(Object value, Writing to) throws Misfit {
        writer.write(value, to);
    }

    @Override
    Object read(Reading from) throws Misfit {
        try {
            return reader.read(from);
        } catch (RuntimeException e) {
            throw Misfit.at(
                    "",
                    new IllegalArgumentException("expected " + what + ": " + e.getMessage(), e));
        }
    }
}
