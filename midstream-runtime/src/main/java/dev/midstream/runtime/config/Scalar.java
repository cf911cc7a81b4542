package dev.midstream.runtime.config;

import dev.midstream.api.Secret;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The simple types that a setting's text can be made into. */
public enum Scalar {
    /** Any text, as it is written. */
    STRING("a text", "any text", String.class),
    /** A text that is never shown. */
    SECRET("a secret", "any text", Secret.class),
    /** {@code true} or {@code false}. */
    BOOLEAN("true or false", "true", boolean.class, Boolean.class),
    /** A whole number of 8 bits. */
    BYTE("a whole number from -128 to 127", "42", byte.class, Byte.class),
    /** A whole number of 16 bits. */
    SHORT("a whole number from -32768 to 32767", "42", short.class, Short.class),
    /** A whole number of 32 bits. */
    INT("a whole number from -2147483648 to 2147483647", "42", int.class, Integer.class),
    /** A whole number of 64 bits. */
    LONG("a whole number of 64 bits", "42", long.class, Long.class),
    /** A number of single precision. */
    FLOAT("a number", "0.5", float.class, Float.class),
    /** A number of double precision. */
    DOUBLE("a number", "0.5", double.class, Double.class),
    /** One UTF-16 unit. */
    CHAR("one character", "x", char.class, Character.class),
    /** A time span. */
    DURATION("a duration", "250ms, 30s, 5m, 2h, 1d or PT1M30S", Duration.class),
    /** A file's path; a relative one counts from the host's working directory. */
    PATH("a path", "/var/lib/shop", Path.class),
    /** A URI. */
    URI_("a URI", "https://rates.example/v1", URI.class),
    /** A decimal number of any precision. */
    DECIMAL("a decimal number", "19.90", BigDecimal.class);

    private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,18})(ms|s|m|h|d)");

    private final String expected;
    private final String example;
    private final String descriptor;
    private final String boxed;

    Scalar(String expected, String example, Class<?> type) {
        this(expected, example, type, type);
    }

    Scalar(String expected, String example, Class<?> type, Class<?> boxedType) {
        this.expected = expected;
        this.example = example;
        this.descriptor = type.descriptorString();
        this.boxed = boxedType.descriptorString();
    }

    /** The scalar of a type's descriptor, {@code I} or {@code Ljava/lang/String;}. */
    public static Optional<Scalar> of(String descriptor) {
        for (Scalar scalar : values()) {
            if (scalar.descriptor.equals(descriptor) || scalar.boxed.equals(descriptor)) {
                return Optional.of(scalar);
            }
        }
        return Optional.empty();
    }

    /** What a value of it is, in words. */
    String expected() {
        return expected;
    }

    /** A value of it. */
    String example() {
        return example;
    }

    /**
     * Makes a value of a text.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public Object parse(String text) {
        try {
            return value(this == STRING || this == SECRET ? text : text.trim());
        } catch (ArithmeticException | DateTimeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private Object value(String text) {
        return switch (this) {
            case STRING -> text;
            case SECRET -> Secret.of(text);
            case BOOLEAN -> bool(text);
            case BYTE -> Byte.valueOf(text);
            case SHORT -> Short.valueOf(text);
            case INT -> Integer.valueOf(text);
            case LONG -> Long.valueOf(text);
            case FLOAT -> Float.valueOf(text);
            case DOUBLE -> Double.valueOf(text);
            case CHAR -> character(text);
            case DURATION -> duration(text);
            case PATH -> Path.of(nonEmpty(text));
            case URI_ -> URI.create(nonEmpty(text));
            case DECIMAL -> new BigDecimal(text);
        };
    }

    private static String nonEmpty(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("empty");
        }
        return text;
    }

    private static Boolean bool(String text) {
        return switch (text) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static Character character(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException(text);
        }
        return text.charAt(0);
    }

    private static Duration duration(String text) {
        Matcher matcher = SHORT_DURATION.matcher(text);
        if (!matcher.matches()) {
            return Duration.parse(text);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
