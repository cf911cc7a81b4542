package dev.midstream.runtime.migration;

/** What the {@code @Shared} values of all actors became in one upgrade; dropped with its plans. */
public final class SharedConversions {

    private final SharedValues up = new SharedValues();
    private final SharedValues down = new SharedValues();

    /** For one upgrade. */
    public SharedConversions() {}

    SharedValues up() {
        return up;
    }

    SharedValues down() {
        return down;
    }
}
