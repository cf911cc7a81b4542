package dev.midstream.store.encoding;

import dev.midstream.api.Asked;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Currency;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The types that consist of nothing else, by signature. */
final class Leaves {

    private static final Map<String, Codec> BY_SIGNATURE = new HashMap<>();

    static {
        numbers();
        add("Ljava/lang/String;", new Leaf("a text", Leaves::writeText, Leaves::readText));
        big();
        names();
        optionals();
        Times.addTo(BY_SIGNATURE);
    }

    private Leaves() {}

    /** The codec of a leaf. */
    static Codec of(String signature) {
        Codec known = BY_SIGNATURE.get(signature);
        if (known == null) {
            throw new IllegalArgumentException(signature + " is none of the leaves");
        }
        return known;
    }

    /** Every leaf there is. */
    static Iterable<String> signatures() {
        return BY_SIGNATURE.keySet();
    }

    private static void add(String signature, Codec codec) {
        BY_SIGNATURE.put(signature, codec);
    }

    private static void both(String primitive, Class<?> boxed, Leaf codec) {
        add("L" + boxed.getName().replace('.', '/') + ";", codec);
        add(primitive, codec.asPrimitive());
    }

    private static void numbers() {
        both(
                "Z",
                Boolean.class,
                Leaf.of(
                        Boolean.class,
                        "true or false",
                        (v, to) -> to.out.writeBoolean(v),
                        from ->
                                switch (from.current()) {
                                    case VALUE_TRUE -> true;
                                    case VALUE_FALSE -> false;
                                    default -> throw from.unexpected("true or false");
                                }));
        whole("B", Byte.class, "a byte", Byte.MIN_VALUE, Byte.MAX_VALUE, v -> v, n -> (byte) n);
        whole(
                "S",
                Short.class,
                "a short",
                Short.MIN_VALUE,
                Short.MAX_VALUE,
                v -> v,
                n -> (short) n);
        whole(
                "C",
                Character.class,
                "a char",
                Character.MIN_VALUE,
                Character.MAX_VALUE,
                v -> v,
                n -> (char) n);
        whole(
                "I",
                Integer.class,
                "an int",
                Integer.MIN_VALUE,
                Integer.MAX_VALUE,
                v -> v,
                n -> (int) n);
        whole("J", Long.class, "a long", Long.MIN_VALUE, Long.MAX_VALUE, v -> v, n -> n);
        both(
                "F",
                Float.class,
                Leaf.of(
                        Float.class,
                        "a float",
                        (v, to) -> to.out.writeNumber((float) v),
                        from -> fraction(from).getFloatValue()));
        both(
                "D",
                Double.class,
                Leaf.of(
                        Double.class,
                        "a double",
                        (v, to) -> to.out.writeNumber((double) v),
                        from -> fraction(from).getDoubleValue()));
    }

    private static JsonParser fraction(Reading from) throws Misfit {
        from.expect(JsonToken.VALUE_NUMBER_FLOAT, "a number with a fraction");
        return from.in;
    }

    private static <T> void whole(
            String primitive,
            Class<T> boxed,
            String name,
            long least,
            long most,
            ToLongFunction<T> number,
            LongFunction<T> of) {
        both(
                primitive,
                boxed,
                Leaf.of(
                        boxed,
                        name,
                        (v, to) -> to.out.writeNumber(number.applyAsLong(v)),
                        from -> of.apply(whole(from, least, most))));
    }

    /** A whole number within bounds. */
    static long whole(Reading from, long least, long most) throws Misfit {
        from.expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
        long number = from.in.getLongValue();
        if (number < least || number > most) {
            throw new Misfit(
                    "expected a whole number from " + least + " to " + most + ", seen " + number);
        }
        return number;
    }

    /** Next, a whole number within bounds. */
    static long nextWhole(Reading from, long least, long most) throws Misfit {
        from.next();
        return whole(from, least, most);
    }

    static void writeText(Object value, Writing to) {
        Cbor.text((String) value, to.out);
    }

    static String readText(Reading from) throws Misfit {
        return Cbor.text(from.in);
    }

    private static byte[] bytes(Reading from, String what) throws Misfit {
        from.expect(JsonToken.VALUE_EMBEDDED_OBJECT, what);
        byte[] bytes = from.in.getBinaryValue();
        if (bytes.length == 0) {
            throw new Misfit("expected " + what + ", seen none");
        }
        return bytes;
    }

    private static void big() {
        add(
                "Ljava/math/BigInteger;",
                Leaf.of(
                        BigInteger.class,
                        "a BigInteger",
                        (v, to) -> to.out.writeBinary(v.toByteArray()),
                        from -> new BigInteger(bytes(from, "the bytes of a BigInteger"))));
        add(
                "Ljava/math/BigDecimal;",
                Leaf.of(
                        BigDecimal.class,
                        "a BigDecimal",
                        (v, to) -> {
                            to.out.writeStartArray(v, 2);
                            to.out.writeNumber(v.scale());
                            to.out.writeBinary(v.unscaledValue().toByteArray());
                            to.out.writeEndArray();
                        },
                        from -> {
                            from.expect(JsonToken.START_ARRAY, "scale and bytes of a BigDecimal");
                            int scale = (int) nextWhole(from, Integer.MIN_VALUE, Integer.MAX_VALUE);
                            from.next();
                            BigInteger digits =
                                    new BigInteger(bytes(from, "the bytes of a BigDecimal"));
                            end(from);
                            return new BigDecimal(digits, scale);
                        }));
        add(
                "Ljava/util/UUID;",
                Leaf.of(
                        UUID.class,
                        "a UUID",
                        (v, to) ->
                                to.out.writeBinary(
                                        ByteBuffer.allocate(16)
                                                .putLong(v.getMostSignificantBits())
                                                .putLong(v.getLeastSignificantBits())
                                                .array()),
                        from -> {
                            byte[] bytes = bytes(from, "the bytes of a UUID");
                            if (bytes.length != 16) {
                                throw new Misfit(
                                        "expected 16 bytes of a UUID, seen " + bytes.length);
                            }
                            ByteBuffer both = ByteBuffer.wrap(bytes);
                            return new UUID(both.getLong(), both.getLong());
                        }));
        add(
                "Ldev/midstream/api/Asked;",
                Leaf.of(
                        Asked.class,
                        "an Asked",
                        (v, to) -> to.out.writeNumber(v.number()),
                        from -> new Asked<>(whole(from, Long.MIN_VALUE, Long.MAX_VALUE))));
    }

    private static void names() {
        add(
                "Ljava/net/URI;",
                Leaf.of(
                        URI.class,
                        "a URI",
                        (v, to) -> writeText(v.toString(), to),
                        from -> URI.create(readText(from))));
        add(
                "Ljava/util/Currency;",
                Leaf.of(
                        Currency.class,
                        "a currency",
                        (v, to) -> to.out.writeString(v.getCurrencyCode()),
                        from -> Currency.getInstance(readText(from))));
        add(
                "Ljava/util/Locale;",
                Leaf.of(Locale.class, "a locale", Leaves::writeLocale, Leaves::readLocale));
    }

    /** As a language tag; as its three parts where a tag loses something. */
    private static void writeLocale(Locale locale, Writing to) throws Misfit {
        if (Locale.forLanguageTag(locale.toLanguageTag()).equals(locale)) {
            to.out.writeString(locale.toLanguageTag());
            return;
        }
        String[] parts = {locale.getLanguage(), locale.getCountry(), locale.getVariant()};
        if (!Locale.of(parts[0], parts[1], parts[2]).equals(locale)) {
            throw new Misfit(
                    "the locale " + locale + " has no language tag that it can be made of");
        }
        to.out.writeStartArray(locale, 3);
        for (String part : parts) {
            to.out.writeString(part);
        }
        to.out.writeEndArray();
    }

    private static Locale readLocale(Reading from) throws Misfit {
        if (from.current() != JsonToken.START_ARRAY) {
            return Locale.forLanguageTag(readText(from));
        }
        String[] parts = new String[3];
        for (int i = 0; i < parts.length; i++) {
            from.next();
            parts[i] = readText(from);
        }
        end(from);
        return Locale.of(parts[0], parts[1], parts[2]);
    }

    private static void optionals() {
        optional(
                OptionalInt.class,
                "an OptionalInt",
                OptionalInt::isPresent,
                (v, to) -> to.out.writeNumber(v.getAsInt()),
                from -> OptionalInt.of((int) one(from, Leaves.of("I"))),
                OptionalInt.empty());
        optional(
                OptionalLong.class,
                "an OptionalLong",
                OptionalLong::isPresent,
                (v, to) -> to.out.writeNumber(v.getAsLong()),
                from -> OptionalLong.of((long) one(from, Leaves.of("J"))),
                OptionalLong.empty());
        optional(
                OptionalDouble.class,
                "an OptionalDouble",
                OptionalDouble::isPresent,
                (v, to) -> to.out.writeNumber(v.getAsDouble()),
                from -> OptionalDouble.of((double) one(from, Leaves.of("D"))),
                OptionalDouble.empty());
    }

    /** An array of one value or none. */
    private static <T> void optional(
            Class<T> type,
            String name,
            Predicate<T> isPresent,
            Leaf.Writer<T> value,
            Leaf.Reader<T> present,
            T empty) {
        add(
                "L" + type.getName().replace('.', '/') + ";",
                Leaf.of(
                        type,
                        name,
                        (v, to) -> {
                            boolean is = isPresent.test(v);
                            to.out.writeStartArray(v, is ? 1 : 0);
                            if (is) {
                                value.write(v, to);
                            }
                            to.out.writeEndArray();
                        },
                        from -> hasOne(from) ? present.read(from) : empty));
    }

    private static boolean hasOne(Reading from) throws Misfit {
        from.expect(JsonToken.START_ARRAY, "an array of one value or none");
        return from.next() != JsonToken.END_ARRAY;
    }

    private static Object one(Reading from, Codec codec) throws Misfit {
        Object value = codec.read(from);
        end(from);
        return value;
    }

    /** Makes sure that an array ends here. */
    static void end(Reading from) throws Misfit {
        if (from.next() != JsonToken.END_ARRAY) {
            throw from.unexpected("the end of an array");
        }
    }
}
