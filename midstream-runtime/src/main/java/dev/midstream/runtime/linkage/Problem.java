package dev.midstream.runtime.linkage;

import dev.midstream.runtime.finding.Code;
import dev.midstream.runtime.finding.Severity;
import dev.midstream.runtime.linkage.Reference.Reach;

/**
 * Something that does not link, at one place. Problems with one subject, code and target become one
 * finding.
 *
 * @param code which kind
 * @param severity how much it weighs
 * @param at where
 * @param target what it is about; equal for problems that are one
 * @param message a sentence that begins with the place
 * @param remedy what to do
 */
record Problem(Code code, Severity severity, At at, String target, String message, String remedy) {

    /**
     * A place in the app.
     *
     * @param type the class
     * @param source its source file; empty if not known
     * @param method name and descriptor; empty for the class as a whole
     * @param line 0 if not known
     * @param reach whether a call of the method comes to it
     */
    record At(Definition type, String source, String method, int line, Reach reach) {

        static At ofClass(Definition type) {
            return new At(type, type.facts().source(), "", 0, Reach.CERTAIN);
        }

        static At of(Definition type, Body body, Reference reference) {
            return new At(
                    type,
                    type.facts().source(),
                    body.method(),
                    reference.line(),
                    reference.reach());
        }

        static At of(Definition type, String method, int line) {
            return new At(type, type.facts().source(), method, line, Reach.POSSIBLE);
        }

        /** For people: {@code web.Web.answer (Web.java:12)}, of a library with its id before it. */
        String text() {
            return (type.ofLibrary() ? "library " + type.unit().name() + ": " : "") + place();
        }

        /** The same without the library's id. */
        String place() {
            String name = Descriptors.name(type.name());
            if (method.isEmpty()) {
                return name;
            }
            String in =
                    switch (method.substring(0, method.indexOf('('))) {
                        case "<init>" -> "the constructor of " + name;
                        case "<clinit>" -> "the initializer of " + name;
                        case String other -> name + "." + other;
                    };
            return source.isEmpty() || line == 0 ? in : in + " (" + source + ":" + line + ")";
        }

        /** The loader's name: what a finding is about. */
        String subject() {
            return type.origin().name();
        }
    }
}
