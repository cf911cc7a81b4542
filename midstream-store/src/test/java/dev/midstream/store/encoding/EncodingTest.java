package dev.midstream.store.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.midstream.api.Result;
import dev.midstream.runtime.shape.Shape;
import dev.midstream.store.encoding.Samples.Chain;
import dev.midstream.store.encoding.Samples.Nest;
import dev.midstream.store.encoding.Samples.Pair;
import dev.midstream.store.encoding.Samples.Picky;
import dev.midstream.store.encoding.Samples.Rows;
import dev.midstream.store.encoding.Samples.Shaped;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EncodingTest {

    @Test
    void everyLeafComesBackAsItWas() throws Exception {
        RandomLeaves leaves = new RandomLeaves(new Random(1));
        for (int i = 0; i < 2_000; i++) {
            Object value = filled(Samples.Leaves.class, leaves, i % 3 == 0);
            assertThat(again(Samples.Leaves.class, value)).isEqualTo(value);
        }
    }

    private static Object filled(Class<?> type, RandomLeaves leaves, boolean nulls)
            throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < values.length; i++) {
            Class<?> component = components[i].getType();
            if (component.isRecord() && !component.getName().startsWith("dev.midstream.api")) {
                values[i] = filled(component, leaves, nulls);
            } else if (!nulls || component.isPrimitive()) {
                values[i] = leaves.value(component.descriptorString());
            }
        }
        return type.getDeclaredConstructors()[0].newInstance(values);
    }

    @Test
    void containersKeepTheirOrderAndCannotBeChanged() throws Exception {
        Set<Shaped> shapes = new LinkedHashSet<>();
        shapes.add(Shaped.Mark.CROSS);
        shapes.add(new Shaped.Circle(-0.0));
        shapes.add(new Shaped.Empty());
        shapes.add(new Shaped.Sided.Oblong(2, 3));
        shapes.add(new Shaped.Group(List.of(new Shaped.Sided.Square(1)), Optional.empty()));
        Map<Pair<Shaped.Mark, Long>, List<Set<String>>> map = new LinkedHashMap<>();
        map.put(new Pair<>(Shaped.Mark.DOT, 9L), List.of(new LinkedHashSet<>(List.of("b", "a"))));
        map.put(new Pair<>(null, 1L), List.of());
        List<Pair<String, Integer>> pairs = new ArrayList<>();
        pairs.add(new Pair<>("x", null));
        pairs.add(null);
        Nest nest =
                new Nest(
                        pairs,
                        shapes,
                        map,
                        Optional.of(Map.of("k", Optional.of(3))),
                        new Result.Ok<>(new Pair<>("y", new Shaped.Circle(1))),
                        new Chain(1, new Chain(2, null)));
        Nest read = (Nest) again(Nest.class, nest);
        assertThat(read).isEqualTo(nest);
        assertThat(List.copyOf(read.shapes())).isEqualTo(List.copyOf(shapes));
        assertThat(List.copyOf(read.map().keySet())).isEqualTo(List.copyOf(map.keySet()));
        assertThatThrownBy(() -> read.shapes().clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> read.pairs().removeFirst())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    @SuppressWarnings("unchecked")
    void arraysComeBackWithTheirComponents() throws Exception {
        Rows rows =
                new Rows(
                        new byte[] {1, -1},
                        new boolean[] {true, false},
                        new char[] {'a', '\uD800'},
                        new short[] {-1},
                        new int[] {Integer.MIN_VALUE, 7},
                        new long[] {Long.MAX_VALUE},
                        new float[] {0.5f},
                        new double[] {Double.NaN},
                        new String[] {"a", null},
                        new int[][] {{1}, {}},
                        new Pair[] {new Pair<>("p", 1)},
                        new Optional[] {Optional.of("o")});
        Rows read = (Rows) again(Rows.class, rows);
        for (RecordComponent component : Rows.class.getRecordComponents()) {
            Object before = component.getAccessor().invoke(rows);
            Object after = component.getAccessor().invoke(read);
            assertThat(after).hasSameClassAs(before);
            assertThat(Arrays.deepEquals(new Object[] {before}, new Object[] {after}))
                    .as(component.getName())
                    .isTrue();
        }
    }

    @Test
    void randomValuesOfRandomShapesComeBackAsTheyWere() throws Exception {
        for (long seed = 0; seed < 3_000; seed++) {
            RandomShapes random = new RandomShapes(seed);
            Shape shape = random.shape();
            Encoding encoding = Encoding.raw(shape, Encoding.SHALLOW);
            Object value = random.nullable(shape.root(), 0);
            Object read = encoding.decode(encoding.encode(value));
            assertThat(RandomShapes.same(value, read)).as("seed %s: %s", seed, value).isTrue();
        }
    }

    @Test
    void whatIsWrittenWithClassesIsReadWithout() throws Exception {
        Pair<String, Integer> pair = new Pair<>("a", 1);
        String signature =
                "Ldev/midstream/store/encoding/Samples$Pair<Ljava/lang/String;Ljava/lang/Integer;>;";
        Shape shape = Samples.shape(signature);
        Encoding with = Encoding.of(shape, Samples.class.getClassLoader(), Encoding.SHALLOW);
        Encoding without = Encoding.raw(shape, Encoding.SHALLOW);
        Object raw = without.decode(with.encode(pair));
        assertThat(with.decode(without.encode(raw))).isEqualTo(pair);
    }

    @Test
    void componentsAreFoundByNameInAnyOrder() throws Exception {
        byte[] swapped = {
            (byte) 0xA2, 0x64, 'n', 'e', 'x', 't', (byte) 0xF6, 0x65, 'v', 'a', 'l', 'u', 'e', 0x07
        };
        assertThat(Samples.encoding(Chain.class).decode(swapped)).isEqualTo(new Chain(7, null));
    }

    @Test
    void deepValuesAreRefusedOnAUsualStackAndWrittenOnADeepOne() throws Exception {
        Chain chain = new Chain(0, null);
        for (int i = 1; i < 50_000; i++) {
            chain = new Chain(i, chain);
        }
        Chain deep = chain;
        assertThatThrownBy(() -> Samples.encoding(Chain.class).encode(deep))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("nested deeper than 500");
        Encoding unbounded = Samples.encoding(Chain.class, 1_000_000);
        List<Object> outcome = new ArrayList<>();
        Thread thread =
                new Thread(
                        null,
                        () -> {
                            try {
                                Object read = unbounded.decode(unbounded.encode(deep));
                                int length = 0;
                                for (Chain at = (Chain) read; at != null; at = at.next()) {
                                    length++;
                                }
                                outcome.add(length);
                            } catch (Misfit e) {
                                outcome.add(e);
                            }
                        },
                        "deep",
                        1L << 29);
        thread.start();
        thread.join(60_000);
        assertThat(outcome).containsExactly(50_000);
    }

    @Test
    void aCircleIsRefusedWithItsPath() {
        List<Pair<String, Integer>> pairs = new ArrayList<>();
        List<Object> circle = new ArrayList<>();
        circle.add(circle);
        assertThat(pairs).isEmpty();
        Shape shape = Samples.shape("Ldev/midstream/store/encoding/Samples$Chain;");
        assertThatThrownBy(() ->
                        Encoding.of(shape, Samples.class.getClassLoader(), 10)
                                .encode(new Chain(1, chainOf(20))))
                .hasMessageContaining(".next.next")
                .hasMessageContaining("nested deeper than 10");
    }

    private static Chain chainOf(int length) {
        return length == 0 ? new Chain(0, null) : new Chain(length, chainOf(length - 1));
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void aValueOfAnotherTypeIsNamedWithItsPath() {
        Nest nest =
                new Nest(
                        (List) List.of(new Pair<>(3, "swapped")),
                        Set.of(),
                        Map.of(),
                        Optional.empty(),
                        null,
                        null);
        assertThatThrownBy(() -> Samples.encoding(Nest.class).encode(nest))
                .isInstanceOf(Misfit.class)
                .hasMessageStartingWith(".pairs[0].left: ");
    }

    @Test
    void whatAConstructorRejectsIsAMisfit() throws Exception {
        byte[] negative = {(byte) 0xA1, 0x65, 'v', 'a', 'l', 'u', 'e', 0x20};
        assertThatThrownBy(() -> Samples.encoding(Picky.class).decode(negative))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("negative: -1");
    }

    private static @Nullable Object again(Class<?> type, Object value) throws Misfit {
        Encoding encoding = Samples.encoding(type);
        return encoding.decode(encoding.encode(value));
    }
}
