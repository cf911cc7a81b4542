package dev.midstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * How one process of the command line ended.
 *
 * @param command what was run
 * @param exit its exit code
 * @param json the object it wrote last; an empty object if it wrote none
 * @param stdout everything on standard output
 * @param stderr everything on standard error
 */
record CliResult(List<String> command, int exit, JsonNode json, String stdout, String stderr) {

    /** Fails unless it is done: exit 0, outcome done. */
    CliResult done() {
        return ended(0, "done");
    }

    /** Fails unless there was nothing to do: exit 0, outcome unchanged. */
    CliResult unchanged() {
        return ended(0, "unchanged");
    }

    /** Fails unless it could not: exit 1, outcome error, and it says why. */
    CliResult failed() {
        ended(1, "error");
        assertThat(text("message")).as("message of %s", this).isNotBlank();
        return this;
    }

    /** Fails unless it was refused: exit 2 and a finding with code, message and remedy. */
    CliResult refused() {
        ended(2, "refused");
        assertThat(findings())
                .as("findings of %s", this)
                .anySatisfy(finding -> {
                    assertThat(field(finding, "severity").toLowerCase(Locale.ROOT))
                            .isEqualTo("error");
                    assertThat(field(finding, "code")).matches("MS-[A-Z]+-\\d{3}");
                    assertThat(field(finding, "message")).isNotBlank();
                    assertThat(field(finding, "remedy")).isNotBlank();
                });
        return this;
    }

    /** Fails unless a finding mentions all of these, in its subject, message or remedy. */
    CliResult naming(String... words) {
        assertThat(findings())
                .as("findings of %s that name %s", this, List.of(words))
                .anySatisfy(finding -> assertThat(allText(finding)).contains(words));
        return this;
    }

    List<JsonNode> findings() {
        return json.path("findings").valueStream().toList();
    }

    String text(String name) {
        return field(json, name);
    }

    int number(String name) {
        assertThat(json.path(name).isInt()).as("number '%s' in %s", name, this).isTrue();
        return json.path(name).intValue();
    }

    private CliResult ended(int expectedExit, String expectedOutcome) {
        assertThat(exit).as("exit code of %s", this).isEqualTo(expectedExit);
        assertThat(text("outcome")).as("outcome of %s", this).isEqualTo(expectedOutcome);
        assertThat(json.path("exit").asInt(-1)).as("exit in JSON of %s", this).isEqualTo(exit);
        return this;
    }

    private static String allText(JsonNode finding) {
        return field(finding, "subject")
                + "\n"
                + field(finding, "message")
                + "\n"
                + field(finding, "remedy");
    }

    static String field(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isValueNode() && !value.isNull() ? value.asString() : "";
    }

    @Override
    public String toString() {
        return String.join(" ", command) + "\nexit " + exit + "\n" + stdout + "\n" + stderr;
    }
}
