package dev.midstream.runtime.shape;

import java.util.Map;

/**
 * What values of a type are made of, all the way down.
 *
 * @param root the type
 * @param definitions each named type that it reaches
 */
public record Shape(Type root, Map<Type.Named, Definition> definitions) {

    /** Keeps the order. */
    public Shape {
        definitions =
                java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(definitions));
    }

    /** The shape as text, a line for each type. Equal shapes that were read alike, equal text. */
    public String text() {
        return ShapeText.write(this);
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException with the line that cannot be read
     */
    public static Shape parse(String text) {
        return ShapeText.read(text);
    }
}
