package dev.midstream.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.midstream.runtime.finding.Code;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import java.util.List;

/** Refusals, as tests look at them. */
public final class Refusals {

    private Refusals() {}

    /** What is expected to be refused. */
    public interface Attempt {
        /** Tries it. */
        void run() throws Exception;
    }

    /** The findings with which something is refused. */
    public static List<Finding> of(Attempt refused) {
        Throwable thrown = catchThrowable(refused::run);
        if (thrown instanceof Refused with) {
            return with.findings();
        }
        throw new AssertionError("a refusal expected, seen " + thrown, thrown);
    }

    /** The one finding with which something is refused, checked to have this code. */
    public static Finding one(Code code, Attempt refused) {
        List<Finding> findings = of(refused);
        assertThat(findings).extracting(Finding::code).containsExactly(code);
        return findings.getFirst();
    }
}
