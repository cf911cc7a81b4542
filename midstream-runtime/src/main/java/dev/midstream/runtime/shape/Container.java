package dev.midstream.runtime.shape;

import java.util.Optional;

/** What holds other values. */
public enum Container {
    /** In order. */
    LIST("java/util/List", 1),
    /** Each once; the order of iteration is kept. */
    SET("java/util/Set", 1),
    /** Keys and values; the order of iteration is kept. */
    MAP("java/util/Map", 2),
    /** One or none. */
    OPTIONAL("java/util/Optional", 1),
    /** What became of a question. */
    RESULT("dev/midstream/api/Result", 1),
    /** An array. */
    ARRAY("[", 1);

    private final String type;
    private final int arguments;

    Container(String type, int arguments) {
        this.type = type;
        this.arguments = arguments;
    }

    /** The internal name of its type; {@code [} for arrays. */
    public String type() {
        return type;
    }

    int arguments() {
        return arguments;
    }

    static Optional<Container> of(String internalName) {
        for (Container each : values()) {
            if (each.type.equals(internalName)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
