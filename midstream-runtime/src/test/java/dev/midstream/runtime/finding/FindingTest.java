package dev.midstream.runtime.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class FindingTest {

    private static final Code CODE = () -> "MS-TEST-001";

    @Test
    void aFindingIsOneLineWithCodeSubjectMessageAndRemedy() {
        assertThat(Finding.error(CODE, "web", "seen a, expected b", "Do c"))
                .hasToString("MS-TEST-001 web: seen a, expected b. Do c");
        assertThat(Finding.error(CODE, "web", "It failed.", "Do c"))
                .hasToString("MS-TEST-001 web: It failed. Do c");
        assertThat(Finding.warning(CODE, "web", "it says all", ""))
                .hasToString("MS-TEST-001 web: it says all");
    }

    @Test
    void aRefusalHasAnErrorAndShowsAllItsFindings() {
        Finding error = Finding.error(CODE, "a", "b", "c");
        Finding warning = Finding.warning(CODE, "d", "e", "f");
        assertThat(new Refused(List.of(error, warning)))
                .hasMessage("MS-TEST-001 a: b. c\nMS-TEST-001 d: e. f");
        assertThatIllegalArgumentException().isThrownBy(() -> new Refused(List.of(warning)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Refused(List.of()));
    }

    @Test
    void anExceptionCarriesItsFinding() {
        MidstreamException thrown = new MidstreamException(CODE, "a", "b", "c");
        assertThat(thrown).hasMessage("MS-TEST-001 a: b. c");
        assertThat(thrown.finding()).isEqualTo(Finding.error(CODE, "a", "b", "c"));
    }
}
