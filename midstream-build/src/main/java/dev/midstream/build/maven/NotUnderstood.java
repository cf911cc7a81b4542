package dev.midstream.build.maven;

import java.io.Serial;

/** A module's build does something that only Maven itself can do; the message says what. */
final class NotUnderstood extends Exception {

    @Serial private static final long serialVersionUID = 1L;

    NotUnderstood(String what) {
        super(what);
    }

    String what() {
        return String.valueOf(getMessage());
    }
}
