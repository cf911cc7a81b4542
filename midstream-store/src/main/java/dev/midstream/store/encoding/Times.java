package dev.midstream.store.encoding;

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
import java.util.Map;
import tools.jackson.core.JsonToken;

/** Dates and times, as numbers: texts of far years are not read by what has written them. */
final class Times {

    private static final long INT = Integer.MAX_VALUE;
    private static final long SECOND = 999_999_999L;

    private Times() {}

    static void addTo(Map<String, Codec> leaves) {
        put(
                leaves,
                DayOfWeek.class,
                (v, to) -> to.out.writeString(v.name()),
                from -> DayOfWeek.valueOf(Leaves.readText(from)));
        put(
                leaves,
                Month.class,
                (v, to) -> to.out.writeString(v.name()),
                from -> Month.valueOf(Leaves.readText(from)));
        put(
                leaves,
                Year.class,
                (v, to) -> to.out.writeNumber(v.getValue()),
                from -> Year.of((int) Leaves.whole(from, -INT - 1, INT)));
        put(
                leaves,
                Instant.class,
                (v, to) -> numbers(to, v.getEpochSecond(), v.getNano()),
                from -> {
                    begin(from);
                    long seconds = any(from);
                    Instant read = Instant.ofEpochSecond(seconds, nanos(from));
                    Leaves.end(from);
                    return read;
                });
        put(
                leaves,
                Duration.class,
                (v, to) -> numbers(to, v.getSeconds(), v.getNano()),
                from -> {
                    begin(from);
                    long seconds = any(from);
                    Duration read = Duration.ofSeconds(seconds, nanos(from));
                    Leaves.end(from);
                    return read;
                });
        put(
                leaves,
                Period.class,
                (v, to) -> numbers(to, v.getYears(), v.getMonths(), v.getDays()),
                from -> {
                    begin(from);
                    Period read = Period.of(integer(from), integer(from), integer(from));
                    Leaves.end(from);
                    return read;
                });
        put(
                leaves,
                YearMonth.class,
                (v, to) -> numbers(to, v.getYear(), v.getMonthValue()),
                from -> {
                    begin(from);
                    YearMonth read = YearMonth.of(integer(from), integer(from));
                    Leaves.end(from);
                    return read;
                });
        put(
                leaves,
                MonthDay.class,
                (v, to) -> numbers(to, v.getMonthValue(), v.getDayOfMonth()),
                from -> {
                    begin(from);
                    MonthDay read = MonthDay.of(integer(from), integer(from));
                    Leaves.end(from);
                    return read;
                });
        put(
                leaves,
                LocalDate.class,
                (v, to) -> to.out.writeNumber(v.toEpochDay()),
                from -> LocalDate.ofEpochDay(Leaves.whole(from, Long.MIN_VALUE, Long.MAX_VALUE)));
        put(
                leaves,
                LocalTime.class,
                (v, to) -> to.out.writeNumber(v.toNanoOfDay()),
                from -> LocalTime.ofNanoOfDay(Leaves.whole(from, 0, Long.MAX_VALUE)));
        zoned(leaves);
    }

    private static void zoned(Map<String, Codec> leaves) {
        put(
                leaves,
                LocalDateTime.class,
                (v, to) -> numbers(to, v.toLocalDate().toEpochDay(), v.toLocalTime().toNanoOfDay()),
                from -> {
                    begin(from);
                    LocalDateTime read = dateTime(from);
                    Leaves.end(from);
                    return read;
                });
        put(
                leaves,
                ZoneOffset.class,
                (v, to) -> to.out.writeNumber(v.getTotalSeconds()),
                from -> ZoneOffset.ofTotalSeconds((int) Leaves.whole(from, -INT, INT)));
        put(
                leaves,
                ZoneId.class,
                (v, to) -> to.out.writeString(v.getId()),
                from -> ZoneId.of(Leaves.readText(from)));
        put(
                leaves,
                OffsetTime.class,
                (v, to) ->
                        numbers(to, v.toLocalTime().toNanoOfDay(), v.getOffset().getTotalSeconds()),
                from -> {
                    begin(from);
                    LocalTime time = LocalTime.ofNanoOfDay(any(from));
                    OffsetTime read = time.atOffset(ZoneOffset.ofTotalSeconds(integer(from)));
                    Leaves.end(from);
                    return read;
                });
        put(
                leaves,
                OffsetDateTime.class,
                (v, to) ->
                        numbers(
                                to,
                                v.toLocalDate().toEpochDay(),
                                v.toLocalTime().toNanoOfDay(),
                                v.getOffset().getTotalSeconds()),
                from -> {
                    begin(from);
                    LocalDateTime local = dateTime(from);
                    OffsetDateTime read = local.atOffset(ZoneOffset.ofTotalSeconds(integer(from)));
                    Leaves.end(from);
                    return read;
                });
        put(
                leaves,
                ZonedDateTime.class,
                Times::writeZoned,
                from -> {
                    begin(from);
                    LocalDateTime local = dateTime(from);
                    ZoneOffset offset = ZoneOffset.ofTotalSeconds(integer(from));
                    from.next();
                    // If the zone has got other rules since, the hour stays and the offset follows
                    // them.
                    ZonedDateTime read =
                            ZonedDateTime.ofLocal(local, ZoneId.of(Leaves.readText(from)), offset);
                    Leaves.end(from);
                    return read;
                });
    }

    private static void writeZoned(ZonedDateTime value, Writing to) {
        to.out.writeStartArray(value, 4);
        to.out.writeNumber(value.toLocalDate().toEpochDay());
        to.out.writeNumber(value.toLocalTime().toNanoOfDay());
        to.out.writeNumber(value.getOffset().getTotalSeconds());
        to.out.writeString(value.getZone().getId());
        to.out.writeEndArray();
    }

    private static <T> void put(
            Map<String, Codec> leaves,
            Class<T> type,
            Leaf.Writer<T> writer,
            Leaf.Reader<? extends T> reader) {
        String signature = "L" + type.getName().replace('.', '/') + ";";
        leaves.put(signature, Leaf.of(type, "a " + type.getSimpleName(), writer, reader));
    }

    private static void numbers(Writing to, long... numbers) {
        to.out.writeStartArray(numbers, numbers.length);
        for (long number : numbers) {
            to.out.writeNumber(number);
        }
        to.out.writeEndArray();
    }

    private static void begin(Reading from) throws Misfit {
        from.expect(JsonToken.START_ARRAY, "an array of numbers");
    }

    private static LocalDateTime dateTime(Reading from) throws Misfit {
        LocalDate date = LocalDate.ofEpochDay(any(from));
        return date.atTime(LocalTime.ofNanoOfDay(any(from)));
    }

    private static long any(Reading from) throws Misfit {
        return Leaves.nextWhole(from, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private static int integer(Reading from) throws Misfit {
        return (int) Leaves.nextWhole(from, -INT - 1, INT);
    }

    private static int nanos(Reading from) throws Misfit {
        return (int) Leaves.nextWhole(from, 0, SECOND);
    }
}
