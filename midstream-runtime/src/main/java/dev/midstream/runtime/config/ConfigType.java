package dev.midstream.runtime.config;

import java.util.List;
import java.util.stream.Collectors;

/** What a component of a configuration record can be. */
public sealed interface ConfigType {

    /** A simple type. */
    record Single(Scalar scalar) implements ConfigType {}

    /**
     * A constant of an enum.
     *
     * @param className the enum's binary name
     * @param constants its constants' names, in order
     */
    record Choice(String className, List<String> constants) implements ConfigType {}

    /** An {@code Optional}; without a value it is empty. */
    record Maybe(ConfigType of) implements ConfigType {}

    /** A {@code List}, written with commas between; without a value it is empty. */
    record Many(ConfigType of) implements ConfigType {}

    /** A record within the record; its components' keys come after a dot. */
    record Nested(ConfigShape shape) implements ConfigType {}

    /**
     * Something that cannot be configured.
     *
     * @param source the type as Java source writes it
     */
    record Unsupported(String source) implements ConfigType {}

    /** Whether values of it must not be shown. */
    default boolean secret() {
        return switch (this) {
            case Single single -> single.scalar() == Scalar.SECRET;
            case Maybe maybe -> maybe.of().secret();
            case Many many -> many.of().secret();
            case Choice _, Nested _, Unsupported _ -> false;
        };
    }

    /** Whether a component of it may have no value at all. */
    default boolean optional() {
        return this instanceof Maybe || this instanceof Many;
    }

    /**
     * Whether a text can be made into it.
     *
     * @throws IllegalArgumentException if it cannot
     */
    default void check(String text) {
        switch (this) {
            case Single single -> single.scalar().parse(text);
            case Choice choice -> {
                if (!choice.constants().contains(text.trim())) {
                    throw new IllegalArgumentException(text);
                }
            }
            case Maybe maybe -> maybe.of().check(text);
            case Many many -> elements(text).forEach(many.of()::check);
            case Nested _, Unsupported _ ->
                    throw new IllegalArgumentException("has components of its own");
        }
    }

    /** The elements of a list's text: between commas, without blanks around them. */
    static List<String> elements(String text) {
        return text.isBlank()
                ? List.of()
                : List.of(text.split(",", -1)).stream().map(String::trim).toList();
    }

    /** What a value of it is, in words. */
    default String expected() {
        return switch (this) {
            case Single single -> single.scalar().expected();
            case Choice choice -> "one of " + String.join(", ", choice.constants());
            case Maybe maybe -> maybe.of().expected();
            case Many many -> many.of().expected() + ", or several with commas between";
            case Nested _ -> "a record";
            case Unsupported unsupported -> unsupported.source();
        };
    }

    /** A text that can be made into it. */
    default String example() {
        return switch (this) {
            case Single single -> single.scalar().example();
            case Choice choice -> choice.constants().stream().findFirst().orElse("…");
            case Maybe maybe -> maybe.of().example();
            case Many many ->
                    List.of(many.of().example(), "…").stream().collect(Collectors.joining(","));
            case Nested _, Unsupported _ -> "…";
        };
    }
}
