package dev.midstream.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names of environment variables. */
class VariablesTest {

    @ParameterizedTest
    @CsvSource({
        "pricing, maxLines, MIDSTREAM_PRICING_MAX_LINES",
        "rate-feed, url, MIDSTREAM_RATE_FEED_URL",
        "web, limits.maxBodyBytes, MIDSTREAM_WEB_LIMITS_MAX_BODY_BYTES",
        "web, apiURL, MIDSTREAM_WEB_API_URL",
        "web, URLPrefix, MIDSTREAM_WEB_URL_PREFIX",
        "shop.web, v2Key, MIDSTREAM_SHOP_WEB_V2_KEY"
    })
    void aComponentHasOneVariable(String module, String path, String variable) {
        assertThat(Variables.name(module, path)).isEqualTo(variable);
    }
}
