package dev.midstream.store.encoding;

import dev.midstream.api.Asked;
import java.lang.constant.ClassDesc;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;

/** Values of leaves by chance, the ends of their ranges among them. One thread. */
final class RandomLeaves {

    private static final long[] LONGS = {
        0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 23, 24, 255, 256, -24, -25, 1L << 32, -(1L << 32)
    };
    private static final double[] DOUBLES = {
        0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE, -Double.MAX_VALUE, 0.1
    };
    private static final String[] TEXTS = {
        "",
        "a",
        "SKU-0001",
        "äöü€",
        "😀",
        "\uD800",
        "x\uDC00y",
        "\uDC00\uD800",
        "\0",
        "k".repeat(300)
    };
    private static final ZoneId[] ZONES = {
        ZoneOffset.UTC,
        ZoneId.of("Europe/Berlin"),
        ZoneOffset.ofHoursMinutes(5, 30),
        ZoneId.of("UTC")
    };
    private static final Locale[] LOCALES = {
        Locale.GERMANY,
        Locale.ROOT,
        Locale.of("no", "NO", "NY"),
        Locale.forLanguageTag("zh-Hant-TW")
    };

    private final Random random;
    private final List<String> signatures = new ArrayList<>();

    RandomLeaves(Random random) {
        this.random = random;
        Leaves.signatures().forEach(signatures::add);
        signatures.sort(null);
    }

    String signature() {
        return signatures.get(random.nextInt(signatures.size()));
    }

    static Class<?> primitive(String signature) {
        return Class.forPrimitiveName(ClassDesc.ofDescriptor(signature).displayName());
    }

    private long number() {
        return random.nextBoolean() ? LONGS[random.nextInt(LONGS.length)] : random.nextLong();
    }

    private double fraction() {
        return random.nextBoolean() ? DOUBLES[random.nextInt(DOUBLES.length)] : random.nextDouble();
    }

    private LocalDate date() {
        return LocalDate.ofEpochDay(
                random.nextBoolean() ? random.nextInt(40_000) : -365_243_219_162L);
    }

    private LocalTime time() {
        return LocalTime.ofNanoOfDay(Math.floorMod(number(), 86_400_000_000_000L));
    }

    private ZoneOffset offset() {
        return ZoneOffset.ofTotalSeconds(random.nextInt(129_601) - 64_800);
    }

    /** A value of a leaf. */
    Object value(String signature) {
        return switch (signature) {
            case "Z", "Ljava/lang/Boolean;" -> random.nextBoolean();
            case "B", "Ljava/lang/Byte;" -> (byte) number();
            case "S", "Ljava/lang/Short;" -> (short) number();
            case "C", "Ljava/lang/Character;" -> (char) number();
            case "I", "Ljava/lang/Integer;" -> (int) number();
            case "J", "Ljava/lang/Long;" -> number();
            case "F", "Ljava/lang/Float;" -> (float) fraction();
            case "D", "Ljava/lang/Double;" -> fraction();
            case "Ljava/lang/String;" -> TEXTS[random.nextInt(TEXTS.length)];
            case "Ljava/math/BigInteger;" ->
                    new BigInteger(1 + random.nextInt(900), random).negate();
            case "Ljava/math/BigDecimal;" ->
                    new BigDecimal(new BigInteger(1 + random.nextInt(90), random), (int) number());
            case "Ljava/net/URI;" -> URI.create("https://example.com/ä?q=" + random.nextInt());
            case "Ljava/util/UUID;" -> new UUID(number(), number());
            case "Ljava/util/Currency;" -> Currency.getInstance("EUR");
            case "Ljava/util/Locale;" -> LOCALES[random.nextInt(LOCALES.length)];
            case "Ljava/util/OptionalInt;" ->
                    random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of((int) number());
            case "Ljava/util/OptionalLong;" ->
                    random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(number());
            case "Ljava/util/OptionalDouble;" ->
                    random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(fraction());
            case "Ldev/midstream/api/Asked;" -> new Asked<>(number());
            default -> moment(signature);
        };
    }

    private Object moment(String signature) {
        return switch (signature) {
            case "Ljava/time/DayOfWeek;" -> DayOfWeek.of(1 + random.nextInt(7));
            case "Ljava/time/Month;" -> Month.of(1 + random.nextInt(12));
            case "Ljava/time/Duration;" -> Duration.ofSeconds(number(), random.nextInt(1_000_000));
            case "Ljava/time/Instant;" ->
                    random.nextBoolean() ? Instant.MIN : Instant.ofEpochSecond(random.nextInt(), 7);
            case "Ljava/time/LocalDate;" -> date();
            case "Ljava/time/LocalDateTime;" -> date().atTime(time());
            case "Ljava/time/LocalTime;" -> time();
            case "Ljava/time/MonthDay;" -> MonthDay.of(2, 29);
            case "Ljava/time/OffsetDateTime;" -> date().atTime(time()).atOffset(offset());
            case "Ljava/time/OffsetTime;" -> time().atOffset(offset());
            case "Ljava/time/Period;" -> Period.of((int) number(), -3, (int) number());
            case "Ljava/time/Year;" -> Year.of(random.nextBoolean() ? 5 : -999_999_999);
            case "Ljava/time/YearMonth;" -> YearMonth.of(random.nextBoolean() ? 12_345 : -4, 2);
            case "Ljava/time/ZoneId;" -> ZONES[random.nextInt(ZONES.length)];
            case "Ljava/time/ZoneOffset;" -> offset();
            case "Ljava/time/ZonedDateTime;" ->
                    LocalDate.of(2024, 10, 27)
                            .atTime(random.nextInt(24), 30)
                            .atZone(ZONES[random.nextInt(ZONES.length)]);
            default -> throw new IllegalArgumentException(signature);
        };
    }
}
