package dev.midstream.runtime.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mun's cases of state migration, and those of the JDK's types, as DESIGN's rules decide them. */
class DerivedTest {

    static Stream<Edit> edits() {
        return Stream.concat(FieldEdits.all(), TypeEdits.all());
    }

    @ParameterizedTest
    @MethodSource("edits")
    void isConvertedOrRefused(Edit edit) {
        World old =
                World.of(
                        edit.old(),
                        "class V { static Object v() { return " + edit.value() + "; } }");
        World next = World.of(edit.next());
        Pairing pairing = Pairing.of(old, "s.S", next, "s.S");
        assertThat(pairing.wayBack().kind()).isEqualTo(edit.back());
        if (edit.expected().startsWith("MS-")) {
            assertThat(pairing.refusals()).isNotEmpty();
            assertThat(pairing.refusals().getFirst()).startsWith(edit.expected());
            return;
        }
        assertThat(pairing.refusals()).isEmpty();
        Object value = old.call("s.V", "v");
        Object up = convert(pairing.upwards(), value);
        assertThat(up).hasToString(edit.expected());
        assertThat(up.getClass().getClassLoader()).isSameAs(next.loader());
        if (edit.back() == WayBack.Kind.REVERSIBLE) {
            Object back = convert(pairing.back(), up);
            assertThat(back.getClass()).isEqualTo(value.getClass());
            assertThat(new SameValues().same(value, back)).as("%s back", back).isTrue();
        }
    }

    private static Object convert(Conversion conversion, Object value) {
        try {
            return conversion.convert(value);
        } catch (MigrationFailed failed) {
            throw new AssertionError(failed);
        }
    }
}
