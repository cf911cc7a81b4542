package dev.midstream.runtime.finding;

/**
 * One thing that a stage has to say about one subject.
 *
 * @param code which kind of finding
 * @param severity how much it weighs
 * @param subject what it is about, for example {@code pricing@7} or a file with a line
 * @param message what was seen and what was expected; one sentence or the compiler's own lines
 * @param remedy what to do next; empty if the message already says it
 */
public record Finding(Code code, Severity severity, String subject, String message, String remedy) {

    /** A finding that refuses what was asked. */
    public static Finding error(Code code, String subject, String message, String remedy) {
        return new Finding(code, Severity.ERROR, subject, message, remedy);
    }

    /** A finding that is shown and lets what was asked pass. */
    public static Finding warning(Code code, String subject, String message, String remedy) {
        return new Finding(code, Severity.WARNING, subject, message, remedy);
    }

    /** A finding that is worth knowing and asks for nothing. */
    public static Finding info(Code code, String subject, String message, String remedy) {
        return new Finding(code, Severity.INFO, subject, message, remedy);
    }

    /** The finding in one line: {@code CODE subject: message. remedy}. */
    @Override
    public String toString() {
        String text = code.id() + " " + subject + ": " + message;
        return remedy.isEmpty() ? text : text + (message.endsWith(".") ? " " : ". ") + remedy;
    }
}
