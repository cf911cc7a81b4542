package dev.midstream.runtime.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RedactionTest {

    private static RequestSample sample(String target, List<String> headers, String body) {
        return new RequestSample(
                "POST", target, headers, body.getBytes(StandardCharsets.UTF_8), 200, 0);
    }

    private static String body(String json, String... paths) {
        return Redaction.of(sample("/", List.of(), json), Set.of(paths))
                .map(kept -> new String(kept.body(), StandardCharsets.UTF_8))
                .orElse("not kept");
    }

    @Test
    void aMemberIsMaskedWithItsTypeAndLength() {
        assertThat(body("{\"a\": {\"n\": -12.5e3, \"t\": \"Ab 9\\\"é\"}, \"n\": 7}", "a.n", "a.t"))
                .isEqualTo("{\"a\": {\"n\": -11.1e1, \"t\": \"xxx1xxxx\"}, \"n\": 7}");
    }

    @Test
    void aNameReachesIntoArraysAndAllThatIsBelowIt() {
        assertThat(
                        body(
                                "[{\"card\": {\"no\": [41, \"x1\"], \"ok\": true}}, {\"card\": 3}]",
                                "card"))
                .isEqualTo("[{\"card\": {\"no\": [11, \"x1\"], \"ok\": true}}, {\"card\": 1}]");
    }

    @Test
    void aBodyThatIsNoJsonIsNotKept() {
        assertThat(body("card=4711", "card")).isEqualTo("not kept");
        assertThat(body("{\"card\": 1", "card")).isEqualTo("not kept");
        assertThat(body("{\"card\": 1} x", "card")).isEqualTo("not kept");
        assertThat(body("[".repeat(1_000), "card")).isEqualTo("not kept");
        assertThat(body("{\"card\\", "card")).isEqualTo("not kept");
    }

    @Test
    void theOriginalIsLeftAlone() {
        RequestSample original = sample("/", List.of(), "{\"card\": 4711}");

        assertThat(Redaction.of(original, Set.of("card"))).isPresent();

        assertThat(new String(original.body(), StandardCharsets.UTF_8)).contains("4711");
    }

    @Test
    void headersAndQueryParametersAreMasked() {
        RequestSample kept =
                Redaction.of(
                                sample(
                                        "/p?token=a%2F1&x=1&t%6Fken=zz",
                                        List.of("X-Key", "k42", "Accept", "*/*"), ""),
                                Set.of("header:x-key", "query:token"))
                        .orElseThrow();

        assertThat(kept.target()).isEqualTo("/p?token=xx1&x=1&t%6Fken=xx");
        assertThat(kept.headers()).containsExactly("X-Key", "x11", "Accept", "*/*");
    }

    @Test
    void credentialsAreKnownWhateverTheirCase() {
        assertThat(List.of("Authorization", "COOKIE", "set-cookie", "Proxy-Authorization"))
                .allMatch(RequestSample::isCredential);
        assertThat(RequestSample.isCredential("Accept")).isFalse();
    }
}
