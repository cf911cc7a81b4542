package dev.midstream.runtime.migration;

import dev.midstream.runtime.shape.Type.Leaf;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which numbers hold which others. */
final class Numbers {

    private static final Map<String, String> UNBOXED =
            Map.of(
                    "Ljava/lang/Byte;", "B",
                    "Ljava/lang/Short;", "S",
                    "Ljava/lang/Character;", "C",
                    "Ljava/lang/Integer;", "I",
                    "Ljava/lang/Long;", "J",
                    "Ljava/lang/Float;", "F",
                    "Ljava/lang/Double;", "D",
                    "Ljava/lang/Boolean;", "Z");

    /** For each kind those that hold all of its values. */
    private static final Map<String, String> HOLDS =
            Map.of(
                    "B", "BSIJFD", "S", "SIJFD", "C", "CIJFD", "I", "IJD", "J", "J", "F", "FD", "D",
                    "D", "Z", "Z");

    private Numbers() {}

    /** Whether a value may be one of the other, if it fits. */
    static boolean related(Leaf from, Leaf to) {
        Optional<String> one = primitive(from);
        Optional<String> other = primitive(to);
        return one.isPresent()
                && other.isPresent()
                && one.get().equals("Z") == other.get().equals("Z");
    }

    /** Whether every value of one, null too, is a value of the other. */
    static boolean holds(Leaf to, Leaf from) {
        boolean nullable = !from.signature().equals(primitive(from).orElse(""));
        boolean nonNull = to.signature().equals(primitive(to).orElse(""));
        return !(nullable && nonNull)
                && HOLDS.getOrDefault(primitive(from).orElse(""), "")
                        .contains(primitive(to).orElse("?"));
    }

    static Optional<String> primitive(Leaf type) {
        String signature = type.signature();
        return signature.length() == 1
                ? Optional.of(signature)
                : Optional.ofNullable(UNBOXED.get(signature));
    }

    /**
     * The same number as another kind.
     *
     * @param to the kind, {@code J}
     * @return null if it does not fit
     */
    static @Nullable Object fit(Object number, String to) {
        if (number instanceof Boolean) {
            return number;
        }
        if (number instanceof Character character) {
            return whole(character, to);
        }
        return number instanceof Float || number instanceof Double
                ? fraction(((Number) number).doubleValue(), to)
                : whole(((Number) number).longValue(), to);
    }

    private static @Nullable Object whole(long number, String to) {
        return switch (to) {
            case "B" -> (byte) number == number ? (Object) (byte) number : null;
            case "S" -> (short) number == number ? (Object) (short) number : null;
            case "C" -> (char) number == number ? (Object) (char) number : null;
            case "I" -> (int) number == number ? (Object) (int) number : null;
            case "J" -> number;
            case "F" ->
                    (long) (float) number == number && inLong((float) number)
                            ? (float) number
                            : null;
            case "D" ->
                    (long) (double) number == number && inLong((double) number)
                            ? (double) number
                            : null;
            default -> throw new IllegalArgumentException(to);
        };
    }

    /** The cast of a greater one to long saturates, and would look as if it were exact. */
    private static boolean inLong(double number) {
        return number < 0x1p63;
    }

    private static @Nullable Object fraction(double number, String to) {
        if (to.equals("D")) {
            return number;
        }
        if (to.equals("F")) {
            return Double.compare((float) number, number) == 0 || Double.isNaN(number)
                    ? (Object) (float) number
                    : null;
        }
        boolean exact =
                number == Math.rint(number)
                        && Math.abs(number) <= 0x1p53
                        && Double.compare(number, -0.0) != 0;
        return exact ? whole((long) number, to) : null;
    }
}
