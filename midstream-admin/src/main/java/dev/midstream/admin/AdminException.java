package dev.midstream.admin;

import dev.midstream.runtime.finding.Code;
import dev.midstream.runtime.finding.Finding;
import java.io.Serial;

/** The host could not be asked, or could not answer. Whether it did something is in the message. */
public final class AdminException extends Exception {

    @Serial private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    AdminException(Finding finding) {
        super(finding.toString());
        this.finding = finding;
    }

    AdminException(Code code, String subject, String message, String remedy) {
        this(Finding.error(code, subject, message, remedy));
    }

    /** What is wrong. */
    public Finding finding() {
        return finding;
    }
}
