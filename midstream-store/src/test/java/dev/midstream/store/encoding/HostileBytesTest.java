package dev.midstream.store.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.midstream.runtime.shape.Shape;
import dev.midstream.store.encoding.Samples.Chain;
import dev.midstream.store.encoding.Samples.Shaped;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes that somebody has made up: a misfit each, never another exception, never much memory. */
class HostileBytesTest {

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    '',                             the bytes end
                    A1,                             end
                    A16576616C7565,                 end
                    01,                             a map for
                    F6F6,                           after the value
                    A26576616C756501646E657874,     end
                    A16576616C756501,               lacks its component 'next'
                    A26576616C7565016576616C756502, comes twice
                    A36576616C756501646E657874F66178F6, has no component 'x'
                    A26576616C7565F6646E657874F6,   primitive type
                    A26576616C75656131646E657874F6, a whole number
                    A26576616C75651B7FFFFFFFFFFFFFFF646E657874F6, whole number from
                    A26576616C75651BFFFFFFFFFFFFFFFF646E657874F6, ''
                    A26576616C756501646E65787480,   a map for
                    A26576616C756501646E657874F601, after the value
                    7F,                             ''
                    BF,                             end
                    BFFF,                           lacks its component
                    C0,                             ''
                    1C,                             ''
                    FF,                             ''
                    """)
    void eachKindOfDamageIsNamed(String hex, String words) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThatThrownBy(() -> Samples.encoding(Chain.class).decode(bytes))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining(words);
    }

    @Test
    void lengthsThatAreNotThereTakeNoMemory() {
        for (String type :
                List.of(
                        "Ljava/util/List<Ljava/lang/String;>;",
                        "Ljava/util/Set<Ljava/lang/Long;>;",
                        "Ljava/util/Map<Ljava/lang/String;Ljava/lang/String;>;",
                        "[J",
                        "[B",
                        "Ljava/lang/String;",
                        "Ljava/math/BigInteger;")) {
            Encoding encoding = Encoding.raw(Samples.shape(type), Encoding.SHALLOW);
            for (String head :
                    List.of(
                            "9A7FFFFFFF",
                            "9B7FFFFFFFFFFFFFFF",
                            "5A7FFFFFFF",
                            "7A7FFFFFFF",
                            "5B00000000FFFFFFFF",
                            "7B7FFFFFFFFFFFFFFF",
                            "BA7FFFFFFF",
                            "9BFFFFFFFFFFFFFFFF")) {
                byte[] bytes = HexFormat.of().parseHex(head + "00");
                assertThatThrownBy(() -> encoding.decode(bytes))
                        .as("%s %s", type, head)
                        .isInstanceOf(Misfit.class);
            }
        }
    }

    @Test
    void deepNestingIsRefusedBeforeTheStackEnds() {
        Encoding groups = Samples.encoding(Shaped.class);
        byte[] arrays = new byte[1 << 20];
        Arrays.fill(arrays, (byte) 0x81);
        byte[] maps = new byte[1 << 20];
        Arrays.fill(maps, (byte) 0xA1);
        for (byte[] bytes : List.of(arrays, maps)) {
            assertThatThrownBy(() -> groups.decode(bytes)).isInstanceOf(Misfit.class);
        }
        StringBuilder links = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            links.append("A26576616C756501646E657874");
        }
        byte[] chain = HexFormat.of().parseHex(links.append("F6"));
        assertThatThrownBy(() -> Samples.encoding(Chain.class).decode(chain))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("nested deeper than 500");
    }

    @Test
    void aNameOfAnotherClassLoadsNothing() {
        byte[] foreign = HexFormat.of().parseHex("A1706A6176612E6C616E672E54687265616480");
        assertThatThrownBy(() -> Samples.encoding(Shaped.class).decode(foreign))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("expected a case of");
    }

    @Test
    void everyPrefixAndEachFlippedBitIsAValueOrAMisfit() throws Exception {
        Encoding encoding = Samples.encoding(Shaped.class);
        Shaped value =
                new Shaped.Group(
                        List.of(new Shaped.Circle(1.5), Shaped.Mark.CROSS, new Shaped.Circle(1.5)),
                        Optional.of(new Shaped.Sided.Oblong(300, -4)));
        byte[] good = encoding.encode(value);
        for (int length = 0; length < good.length; length++) {
            byte[] prefix = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> encoding.decode(prefix)).isInstanceOf(Misfit.class);
        }
        int refused = 0;
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] flipped = good.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            refused += refuses(encoding, flipped);
        }
        assertThat(refused).isGreaterThan(good.length);
    }

    @Test
    void whateverTheBytesAreItIsAValueOrAMisfit() throws Exception {
        Random random = new Random(7);
        int refused = 0;
        for (long seed = 0; seed < 2_000; seed++) {
            RandomShapes shapes = new RandomShapes(seed);
            Shape shape = shapes.shape();
            Encoding encoding = Encoding.raw(shape, Encoding.SHALLOW);
            byte[] good = encoding.encode(shapes.nullable(shape.root(), 0));
            for (int i = 0; i < 20; i++) {
                byte[] bad = Arrays.copyOf(good, Math.max(1, random.nextInt(good.length + 4)));
                for (int n = 1 + random.nextInt(4); n > 0; n--) {
                    bad[random.nextInt(bad.length)] = (byte) random.nextInt();
                }
                refused += refuses(encoding, bad);
            }
        }
        assertThat(refused).isGreaterThan(10_000);
    }

    /** 1 if they are refused; any other exception fails the test. */
    private static int refuses(Encoding encoding, byte[] bytes) {
        try {
            encoding.decode(bytes);
            return 0;
        } catch (Misfit misfit) {
            assertThat(misfit.seen()).isNotBlank();
            return 1;
        }
    }
}
