package dev.midstream.runtime.finding;

import java.io.Serial;

/** Misuse of Midstream by its caller, or a host that cannot go on; carries a stable code. */
public final class MidstreamException extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    /** An exception for one finding. */
    public MidstreamException(Code code, String subject, String message, String remedy) {
        super(Finding.error(code, subject, message, remedy).toString());
        this.finding = Finding.error(code, subject, message, remedy);
    }

    /** What is wrong. */
    public Finding finding() {
        return finding;
    }
}
