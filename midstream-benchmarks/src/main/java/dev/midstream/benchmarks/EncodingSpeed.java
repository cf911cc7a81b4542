package dev.midstream.benchmarks;

import dev.midstream.runtime.shape.OpenWorld;
import dev.midstream.runtime.shape.Shape;
import dev.midstream.runtime.shape.Shapes;
import dev.midstream.store.encoding.Cbor;
import dev.midstream.store.encoding.Encoding;
import dev.midstream.store.encoding.Misfit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Writes and reads states as snapshots do, in blocks of 1,000, and prints states per second, bytes
 * per state and the ratio to a codec that was written by hand for them, without names. In turns, so
 * that whatever else the machine does happens to both.
 *
 * <p>Words: rounds (default 5), seconds of each (default 1).
 */
public final class EncodingSpeed {

    private static final int STATES = 1_000;

    private static final ClassLoader LOADER = EncodingSpeed.class.getClassLoader();

    private EncodingSpeed() {}

    /** A line of CARTS/1. */
    public record Line(int sku, long qty, long priceCents) {}

    /** A cart of CARTS/1. */
    public record Cart(List<Line> lines, long version) {}

    /** One way of writing and reading a block. */
    private interface Way {
        byte[] write(List<Cart> carts) throws Exception;

        List<Object> read(byte[] bytes) throws Exception;
    }

    /** Runs it and prints it; see above for the words. */
    public static void main(String[] words) throws Exception {
        int rounds = words.length > 0 ? Integer.parseInt(words[0]) : 5;
        double seconds = words.length > 1 ? Double.parseDouble(words[1]) : 1;
        List<Cart> carts = carts();
        Way encoding = byEncoding(Encoding.of(shape(), LOADER, Encoding.SHALLOW));
        Way hand = byHand();
        byte[] encoded = encoding.write(carts);
        byte[] handed = hand.write(carts);
        if (!encoding.read(encoded).equals(carts) || !hand.read(handed).equals(carts)) {
            throw new IllegalStateException("what was read is not what was written");
        }
        say("bytes per state: %d, by hand %d", encoded.length / STATES, handed.length / STATES);
        List<Double> writes = new ArrayList<>();
        List<Double> reads = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            double written = perSecond(seconds, () -> encoding.write(carts));
            double writtenByHand = perSecond(seconds, () -> hand.write(carts));
            double read = perSecond(seconds, () -> encoding.read(encoded));
            double readByHand = perSecond(seconds, () -> hand.read(handed));
            if (round > 0) { // the first is for the compiler
                say(
                        "states/s: written %,.0f (by hand %,.0f), read %,.0f (by hand %,.0f)",
                        written, writtenByHand, read, readByHand);
                writes.add(written / writtenByHand);
                reads.add(read / readByHand);
            }
        }
        say("written, as a share of by hand: %s", Spread.of(writes).json());
        say("read, as a share of by hand: %s", Spread.of(reads).json());
    }

    /** As CARTS/1 preloads them. */
    private static List<Cart> carts() {
        List<Cart> carts = new ArrayList<>();
        for (int i = 0; i < STATES; i++) {
            List<Line> lines = new ArrayList<>();
            for (int j = 0; j < 3 + i % 4; j++) {
                lines.add(new Line((7 * i + 13 * j) % 1_000, 1 + (i + j) % 4, 199 + 31L * i));
            }
            carts.add(new Cart(List.copyOf(lines), i));
        }
        return carts;
    }

    private static Way byEncoding(Encoding encoding) {
        return new Way() {
            @Override
            public byte[] write(List<Cart> carts) throws Misfit {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                try (JsonGenerator out = Cbor.shortWriter(bytes)) {
                    out.writeStartArray(carts, carts.size());
                    for (Cart cart : carts) {
                        encoding.write(cart, out);
                    }
                    out.writeEndArray();
                }
                return bytes.toByteArray();
            }

            @Override
            public List<Object> read(byte[] bytes) throws Misfit {
                List<Object> carts = new ArrayList<>();
                try (JsonParser in = Cbor.reader(bytes)) {
                    in.nextToken();
                    while (in.nextToken() != JsonToken.END_ARRAY) {
                        Object cart = encoding.read(in);
                        if (cart != null) {
                            carts.add(cart);
                        }
                    }
                }
                return carts;
            }
        };
    }

    private static Way byHand() {
        return new Way() {
            @Override
            public byte[] write(List<Cart> carts) throws IOException {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                DataOutputStream out = new DataOutputStream(bytes);
                for (Cart cart : carts) {
                    out.writeInt(cart.lines().size());
                    for (Line line : cart.lines()) {
                        out.writeInt(line.sku());
                        out.writeLong(line.qty());
                        out.writeLong(line.priceCents());
                    }
                    out.writeLong(cart.version());
                }
                return bytes.toByteArray();
            }

            @Override
            public List<Object> read(byte[] bytes) throws IOException {
                DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
                List<Object> carts = new ArrayList<>();
                while (in.available() > 0) {
                    Line[] lines = new Line[in.readInt()];
                    for (int i = 0; i < lines.length; i++) {
                        lines[i] = new Line(in.readInt(), in.readLong(), in.readLong());
                    }
                    carts.add(new Cart(List.of(lines), in.readLong()));
                }
                return carts;
            }
        };
    }

    private interface Block {
        Object run() throws Exception;
    }

    private static double perSecond(double seconds, Block block) throws Exception {
        long begun = System.nanoTime();
        long end = begun + (long) (seconds * 1e9);
        long states = 0;
        while (System.nanoTime() < end) {
            if (block.run() instanceof List<?> read && read.isEmpty()) {
                throw new IllegalStateException("nothing was read");
            }
            states += STATES;
        }
        return states * 1e9 / (System.nanoTime() - begun);
    }

    private static Shape shape() throws OpenWorld {
        Shapes shapes = new Shapes(EncodingSpeed::model);
        return shapes.shape(shapes.read(Cart.class.descriptorString()));
    }

    private static Optional<ClassModel> model(String name) {
        try (InputStream bytes = LOADER.getResourceAsStream(name + ".class")) {
            return bytes == null
                    ? Optional.empty()
                    : Optional.of(ClassFile.of().parse(bytes.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void say(String text, Object... values) {
        System.out.printf(Locale.ROOT, text + "%n", values);
    }
}
