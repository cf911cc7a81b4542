package dev.midstream.runtime.comparison;

/**
 * A difference that a module has declared, as {@code dev.midstream.api.Expected} says.
 *
 * @param of an actor type, or a subject of the comparison
 * @param at the path that differs, with all below it
 * @param why the reason
 */
public record Expectation(String of, String at, String why) {

    boolean covers(String subject, String path) {
        boolean meant = subject.equals(of) || subject.startsWith(of + " ");
        if (!meant || !path.startsWith(at)) {
            return false;
        }
        String below = path.substring(at.length());
        return below.isEmpty() || ".[{".indexOf(below.charAt(0)) >= 0;
    }

    /** As it stands in the source. */
    @Override
    public String toString() {
        return "@Expected(of = \"" + of + "\", at = \"" + at + "\")";
    }
}
