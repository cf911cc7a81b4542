package dev.midstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LastJsonTest {

    @Test
    void isFoundAfterOtherLines() {
        JsonNode json =
                LastJson.in("build 1 s\n{\"exit\":0,\n \"from\":{\"a\":1}}\n").orElseThrow();
        assertThat(json.path("exit").asInt(-1)).isZero();
    }

    @Test
    void isAbsentWhileItIsIncomplete() {
        assertThat(LastJson.in("{\"exit\":0")).isEmpty();
    }

    @Test
    void isAbsentWhenAnythingFollows() {
        assertThat(LastJson.in("{\"exit\":0}\ndone\n")).isEmpty();
    }
}
