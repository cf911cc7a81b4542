package dev.midstream.runtime.comparison;

import java.util.Locale;

/** In what way the new version's value is another one. */
public enum DifferenceKind {
    /** Another value. */
    VALUE("value differs"),
    /** A component or key that the new version does not have. */
    MISSING("missing"),
    /** A component or key that only the new version has; of a component no difference by itself. */
    ADDED("added"),
    /** A list or an array of another length. */
    LENGTH("length differs"),
    /** A set with other elements. */
    ELEMENTS("other elements"),
    /** An optional value, or a reply, that only one of the two has. */
    PRESENCE("present in one only"),
    /** Another case of a sealed type, or another kind of value. */
    TYPE("another case or type"),
    /** One of the two failed. */
    OUTCOME("one of the two failed"),
    /** One of the two stops its actor. */
    STOP("one of the two stops its actor"),
    /** Two runs of the new version do not agree either: time or chance that no turn has told it. */
    UNSTABLE("differs between two runs of the new version");

    private final String words;

    DifferenceKind(String words) {
        this.words = words;
    }

    /** What people read. */
    public String words() {
        return words;
    }

    /** The kind's name in JSON. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it means that the two versions behave differently. */
    public boolean counts() {
        return this != ADDED && this != UNSTABLE;
    }
}
