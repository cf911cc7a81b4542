package dev.midstream.store.encoding;

import dev.midstream.api.Asked;
import dev.midstream.api.Result;
import dev.midstream.runtime.shape.OpenWorld;
import dev.midstream.runtime.shape.Shape;
import dev.midstream.runtime.shape.Shapes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Types as apps have them, and their shapes. */
final class Samples {

    private Samples() {}

    /** Every leaf there is. */
    public record Leaves(
            boolean flag,
            byte small,
            short shorter,
            char letter,
            int number,
            long longer,
            float single,
            double fraction,
            @Nullable Boolean boxedFlag,
            @Nullable Byte boxedByte,
            @Nullable Short boxedShort,
            @Nullable Character boxedChar,
            @Nullable Integer boxedInt,
            @Nullable Long boxedLong,
            @Nullable Float boxedFloat,
            @Nullable Double boxedDouble,
            @Nullable String text,
            @Nullable BigInteger big,
            @Nullable BigDecimal exact,
            @Nullable URI uri,
            @Nullable UUID uuid,
            @Nullable Currency currency,
            @Nullable Locale locale,
            @Nullable OptionalInt someInt,
            @Nullable OptionalLong someLong,
            @Nullable OptionalDouble someDouble,
            @Nullable Asked<String> asked,
            Times times) {}

    /** Every date and time. */
    public record Times(
            @Nullable DayOfWeek dayOfWeek,
            @Nullable Month month,
            @Nullable Duration duration,
            @Nullable Instant instant,
            @Nullable LocalDate date,
            @Nullable LocalDateTime dateTime,
            @Nullable LocalTime time,
            @Nullable MonthDay monthDay,
            @Nullable OffsetDateTime offsetDateTime,
            @Nullable OffsetTime offsetTime,
            @Nullable Period period,
            @Nullable Year year,
            @Nullable YearMonth yearMonth,
            @Nullable ZoneId zone,
            @Nullable ZoneOffset offset,
            @Nullable ZonedDateTime zoned) {}

    /** A sealed type of records, of an enum, and of a sealed type. */
    public sealed interface Shaped {
        record Circle(double radius) implements Shaped {}

        record Group(List<Shaped> members, Optional<Shaped> first) implements Shaped {}

        record Empty() implements Shaped {}

        enum Mark implements Shaped {
            DOT,
            CROSS {
                @Override
                public String toString() {
                    return "x";
                }
            }
        }

        sealed interface Sided extends Shaped {
            record Square(int side) implements Sided {}

            record Oblong(int wide, int high) implements Sided {}
        }
    }

    /** A generic record. */
    public record Pair<A, B>(@Nullable A left, @Nullable B right) {}

    /** A list by links. */
    public record Chain(int value, @Nullable Chain next) {}

    /** Containers in containers. */
    public record Nest(
            List<Pair<String, Integer>> pairs,
            Set<Shaped> shapes,
            Map<Pair<Shaped.Mark, Long>, List<Set<String>>> map,
            Optional<Map<String, Optional<Integer>>> optional,
            @Nullable Result<Pair<String, Shaped>> result,
            @Nullable Chain chain) {}

    /** Arrays. */
    public record Rows(
            byte[] bytes,
            boolean[] flags,
            char[] letters,
            short[] shorts,
            int[] ints,
            long[] longs,
            float[] floats,
            double[] doubles,
            String[] texts,
            int[][] matrix,
            Pair<String, Integer>[] pairs,
            Optional<String>[] optionals) {}

    /** Says no to what it does not like. */
    public record Picky(int value) {
        public Picky {
            if (value < 0) {
                throw new IllegalArgumentException("negative: " + value);
            }
        }
    }

    static Shape shape(Class<?> type) {
        return shape(type.descriptorString());
    }

    static Shape shape(String signature) {
        Shapes shapes = new Shapes(Samples::model);
        try {
            return shapes.shape(shapes.read(signature));
        } catch (OpenWorld e) {
            throw new AssertionError(e);
        }
    }

    static Encoding encoding(Class<?> type) {
        return encoding(type, Encoding.SHALLOW);
    }

    static Encoding encoding(Class<?> type, int deepest) {
        return Encoding.of(shape(type), Samples.class.getClassLoader(), deepest);
    }

    private static Optional<java.lang.classfile.ClassModel> model(String name) {
        try (InputStream bytes =
                Samples.class.getClassLoader().getResourceAsStream(name + ".class")) {
            return bytes == null
                    ? Optional.empty()
                    : Optional.of(ClassFile.of().parse(bytes.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
