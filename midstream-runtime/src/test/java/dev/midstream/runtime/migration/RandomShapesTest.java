package dev.midstream.runtime.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random shapes, random edits, random values: what may not pass is refused, everything else keeps
 * each component that both shapes have, and comes back whole where that was said.
 */
class RandomShapesTest {

    private static final int SHAPES = 60;
    private static final int VALUES = 15;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void areRefusedOrKeepWhatBothShapesHave(long seed) throws Exception {
        List<RandomShapes> shapes = new ArrayList<>();
        List<String> old = new ArrayList<>();
        List<String> next = new ArrayList<>();
        for (int i = 0; i < SHAPES; i++) {
            RandomShapes shape = new RandomShapes(seed * 1_000 + i, "p" + i);
            shapes.add(shape);
            old.addAll(shape.oldSources());
            next.addAll(shape.nextSources());
        }
        World one = World.compiled(old);
        World other = World.compiled(next);
        int converted = 0;
        int refused = 0;
        int reversible = 0;
        for (int i = 0; i < SHAPES; i++) {
            String what = "seed " + seed + ", shape " + i + ": " + shapes.get(i).oldSources();
            Pairing pairing = Pairing.of(one, "p" + i + ".S", other, "p" + i + ".S");
            assertThat(pairing.refusals().isEmpty())
                    .as("%s → %s: %s", what, shapes.get(i).nextSources(), pairing.refusals())
                    .isEqualTo(!shapes.get(i).refused());
            if (shapes.get(i).refused()) {
                refused++;
                continue;
            }
            boolean back = pairing.wayBack().kind() == WayBack.Kind.REVERSIBLE;
            reversible += back ? 1 : 0;
            RandomValues values = new RandomValues(seed * 31 + i);
            Conversion up = pairing.upwards();
            Conversion down = pairing.back();
            for (int v = 0; v < VALUES; v++) {
                Object value = values.value(one.loader().loadClass("p" + i + ".S"));
                Object became = up.convert(value);
                compare(what, value, became, false);
                if (back) {
                    compare(what, value, down.convert(became), true);
                }
                converted++;
            }
        }
        assertThat(converted).isGreaterThan(100);
        assertThat(refused).isGreaterThan(5);
        assertThat(reversible).isGreaterThan(2);
    }

    /** Compares by names, with nothing of what converts. */
    @SuppressWarnings("ReferenceEquality") // a constant of one world is that very object
    private static void compare(
            String path, @Nullable Object one, @Nullable Object other, boolean whole)
            throws ReflectiveOperationException {
        if (one == null || other == null) {
            assertThat(other).as(path).isEqualTo(one);
        } else if (one instanceof Record) {
            records(path, one, other, whole);
        } else if (one instanceof Enum<?> constant) {
            assertThat(((Enum<?>) other).name()).as(path).isEqualTo(constant.name());
            assertThat(other == one).as(path).isEqualTo(whole);
        } else if (one instanceof Optional<?> some) {
            compare(path, some.orElse(null), ((Optional<?>) other).orElse(null), whole);
        } else if (one instanceof List<?> || one instanceof Set<?>) {
            Iterator<?> others = ((Iterable<?>) other).iterator();
            for (Object each : (Iterable<?>) one) {
                compare(path + "[]", each, others.next(), whole);
            }
            assertThat(others.hasNext()).as(path).isFalse();
        } else if (one instanceof Map<?, ?> map) {
            compare(
                    path,
                    List.copyOf(map.keySet()),
                    List.copyOf(((Map<?, ?>) other).keySet()),
                    whole);
            compare(
                    path,
                    new ArrayList<>(map.values()),
                    new ArrayList<>(((Map<?, ?>) other).values()),
                    whole);
        } else if (one.getClass().isArray()) {
            assertThat(Array.getLength(other)).as(path).isEqualTo(Array.getLength(one));
            for (int i = 0; i < Array.getLength(one); i++) {
                compare(path + "[" + i + "]", Array.get(one, i), Array.get(other, i), whole);
            }
        } else if (one.getClass() == other.getClass()) {
            assertThat(other).as(path).isEqualTo(one);
        } else {
            assertThat(number(other)).as(path).isEqualTo(number(one));
        }
    }

    private static double number(Object value) {
        return value instanceof Character c ? c : ((Number) value).doubleValue();
    }

    private static void records(String path, Object one, Object other, boolean whole)
            throws ReflectiveOperationException {
        assertThat(other.getClass().getName()).as(path).isEqualTo(one.getClass().getName());
        assertThat(other.getClass() == one.getClass()).as(path).isEqualTo(whole);
        for (RecordComponent each : one.getClass().getRecordComponents()) {
            Optional<RecordComponent> twin =
                    List.of(other.getClass().getRecordComponents()).stream()
                            .filter(c -> Objects.equals(c.getName(), each.getName()))
                            .findFirst();
            if (twin.isPresent()) {
                each.getAccessor().setAccessible(true);
                twin.get().getAccessor().setAccessible(true);
                compare(
                        path + "." + each.getName(),
                        each.getAccessor().invoke(one),
                        twin.get().getAccessor().invoke(other),
                        whole);
            } else if (whole) {
                fail(path + " lacks " + each.getName());
            }
        }
    }
}
