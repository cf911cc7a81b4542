package dev.midstream.store.encoding;

import java.io.Serial;

/** A value, or bytes, that do not fit the shape. Says where: {@code .lines[3].qty}. */
public final class Misfit extends Exception {

    @Serial private static final long serialVersionUID = 1L;

    /** Longer paths are of values nested so deeply that their middle tells nobody anything. */
    private static final int LONGEST = 200;

    private final String path;
    private final String seen;

    Misfit(String seen) {
        this("", seen, null);
    }

    private Misfit(String path, String seen, @org.jspecify.annotations.Nullable Throwable cause) {
        super(path.isEmpty() ? seen : path + ": " + seen, cause);
        this.path = path;
        this.seen = seen;
    }

    /** Something that does not fit here. */
    public static Misfit because(String seen) {
        return new Misfit(seen);
    }

    /** What was thrown at one step of the way, seen from above it. */
    public static Misfit at(String step, Exception thrown) {
        if (thrown instanceof Misfit misfit) {
            String path = step + misfit.path;
            return new Misfit(
                    path.length() > LONGEST ? path.substring(0, LONGEST) + "…" : path,
                    misfit.seen,
                    misfit.getCause());
        }
        return new Misfit(step, seen(thrown), thrown);
    }

    /** What was thrown by whatever looked at the value. */
    static Misfit of(Throwable thrown) {
        return thrown instanceof Misfit misfit ? misfit : new Misfit("", seen(thrown), thrown);
    }

    private static String seen(Throwable thrown) {
        String message = thrown.getMessage();
        String first = message == null ? "" : message.lines().findFirst().orElse("");
        return first.isEmpty() ? thrown.getClass().getName() : first;
    }

    /** The way from the value to the place; empty for the value itself. */
    public String path() {
        return path;
    }

    /** What was seen there, and what was expected. */
    public String seen() {
        return seen;
    }
}
