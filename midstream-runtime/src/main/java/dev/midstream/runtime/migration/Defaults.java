package dev.midstream.runtime.migration;

import dev.midstream.runtime.config.Scalar;
import dev.midstream.runtime.shape.Container;
import dev.midstream.runtime.shape.Definition.Choice;
import dev.midstream.runtime.shape.Definition.Component;
import dev.midstream.runtime.shape.Shapes;
import dev.midstream.runtime.shape.Type;
import dev.midstream.runtime.shape.Type.Leaf;
import dev.midstream.runtime.shape.Type.Many;
import dev.midstream.runtime.shape.Type.Named;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
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
import java.util.function.Function;

/** What stands in a component that old values have nothing for. */
final class Defaults {

    private static final Map<String, Function<String, Object>> TEXTS =
            Map.of(
                    "Ljava/math/BigInteger;", BigInteger::new,
                    "Ljava/time/Instant;", Instant::parse,
                    "Ljava/time/LocalDate;", LocalDate::parse,
                    "Ljava/time/LocalDateTime;", LocalDateTime::parse,
                    "Ljava/time/LocalTime;", LocalTime::parse,
                    "Ljava/time/Period;", Period::parse,
                    "Ljava/time/ZoneId;", ZoneId::of,
                    "Ljava/util/Currency;", Currency::getInstance,
                    "Ljava/util/Locale;", Locale::forLanguageTag,
                    "Ljava/util/UUID;", UUID::fromString);

    private static final Map<String, Object> EMPTY =
            Map.of(
                    "Ljava/util/OptionalInt;", OptionalInt.empty(),
                    "Ljava/util/OptionalLong;", OptionalLong.empty(),
                    "Ljava/util/OptionalDouble;", OptionalDouble.empty());

    private Defaults() {}

    /** Whether a component without a default can be left empty. */
    static boolean canBeEmpty(Type type) {
        return switch (type) {
            case Many many ->
                    many.container() != Container.ARRAY && many.container() != Container.RESULT;
            case Leaf leaf -> EMPTY.containsKey(leaf.signature());
            case Named _ -> false;
        };
    }

    /** What is wrong with a component's default; empty if nothing is, or if it has none. */
    static Optional<String> wrong(Shapes shapes, Component component) {
        if (component.byDefault().isEmpty()) {
            return Optional.empty();
        }
        String text = component.byDefault().get();
        String seen = "@Default(\"" + text + "\") is no " + component.type().source();
        return switch (component.type()) {
            case Leaf leaf -> {
                try {
                    value(leaf, text);
                    yield Optional.empty();
                } catch (IllegalArgumentException wrong) {
                    yield Optional.of(seen + ": " + wrong.getMessage());
                }
            }
            case Named named ->
                    shapes.definition(named) instanceof Choice choice
                                    && choice.constants().contains(text)
                            ? Optional.empty()
                            : Optional.of(seen);
            case Many _ -> Optional.of(seen + ", which is empty without one");
        };
    }

    /** The empty value of a type that {@link #canBeEmpty}. */
    static Object empty(Type type) {
        return switch (type) {
            case Leaf leaf -> Optional.ofNullable(EMPTY.get(leaf.signature())).orElseThrow();
            case Many many ->
                    switch (many.container()) {
                        case LIST -> List.of();
                        case SET -> Set.of();
                        case MAP -> Map.of();
                        case OPTIONAL -> Optional.empty();
                        case ARRAY, RESULT -> throw new IllegalArgumentException(type.source());
                    };
            case Named named -> throw new IllegalArgumentException(named.source());
        };
    }

    /**
     * The value of a text.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Object value(Leaf type, String text) {
        Optional<Scalar> scalar = Scalar.of(type.signature());
        if (scalar.isPresent()) {
            return scalar.get().parse(text);
        }
        Function<String, Object> parser = TEXTS.get(type.signature());
        if (parser == null) {
            throw new IllegalArgumentException("this type cannot be written as a default");
        }
        try {
            return parser.apply(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
