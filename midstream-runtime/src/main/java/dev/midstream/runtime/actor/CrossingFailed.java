package dev.midstream.runtime.actor;

/** A value has no counterpart on the other side of a {@link Crossing}. Keeps no value. */
public final class CrossingFailed extends Exception {

    @java.io.Serial private static final long serialVersionUID = 1L;

    private final String path;

    /**
     * Says where in the value and why.
     *
     * @param path the component that fails, from the value's class: {@code Cart.lines[3].qty}
     * @param why what was seen and expected, as text
     */
    public CrossingFailed(String path, String why) {
        // Neither cause nor stack: it outlives the classes, and says all in its text.
        super(path + ": " + why, null, false, false);
        this.path = path;
    }

    /** The component that fails. */
    public String path() {
        return path;
    }
}
