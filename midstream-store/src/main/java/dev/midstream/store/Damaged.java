package dev.midstream.store;

import java.io.Serial;

/** A file is no complete snapshot. */
final class Damaged extends Exception {

    @Serial private static final long serialVersionUID = 1L;

    private final boolean later;

    Damaged(String seen) {
        super(seen);
        this.later = false;
    }

    private Damaged(String seen, boolean later) {
        super(seen);
        this.later = later;
    }

    /** It is one of a later version. */
    static Damaged later(String seen) {
        return new Damaged(seen, true);
    }

    boolean isLater() {
        return later;
    }

    String seen() {
        return String.valueOf(getMessage());
    }
}
