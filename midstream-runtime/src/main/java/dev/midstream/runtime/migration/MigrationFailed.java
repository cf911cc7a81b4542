package dev.midstream.runtime.migration;

/** A value could not be converted. Keeps neither the value nor what was thrown. */
public final class MigrationFailed extends Exception {

    @java.io.Serial private static final long serialVersionUID = 1L;

    private final String path;
    private final String why;

    MigrationFailed(String path, String why) {
        super(path + ": " + why, null, false, false);
        this.path = path;
        this.why = why;
    }

    /** The component that fails: {@code Cart.lines[3].qty}. */
    public String path() {
        return path;
    }

    /** What was seen and expected. */
    public String why() {
        return why;
    }
}
