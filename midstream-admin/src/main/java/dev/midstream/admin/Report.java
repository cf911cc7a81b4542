package dev.midstream.admin;

import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How an upgrade, a check, a confirmation or a rollback ended, as the host said it.
 *
 * @param json the host's own words, with the field names of {@code --json}; fields of a newer host
 *     that this version does not know are in it
 */
public record Report(ObjectNode json) {

    /** What was asked is done. */
    public static final String DONE = "done";

    /** The release that was asked for serves already. */
    public static final String UNCHANGED = "unchanged";

    /** Refused; nothing was changed. */
    public static final String REFUSED = "refused";

    /** Cut over, and taken back. */
    public static final String ROLLED_BACK = "rolledBack";

    /** One of the four above. */
    public String outcome() {
        return json.path("outcome").asString("");
    }

    /** One sentence for people. */
    public String message() {
        return json.path("message").asString("");
    }

    /** The generation that served before. */
    public int from() {
        return json.path("from").asInt(0);
    }

    /** The generation that the verb led to. */
    public int to() {
        return json.path("to").asInt(0);
    }

    /** What there is to say, errors first. */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (JsonNode one : json.path("findings")) {
            findings.add(finding(one));
        }
        return findings;
    }

    static Finding finding(JsonNode json) {
        String code = json.path("code").asString("");
        return new Finding(
                () -> code,
                severity(json.path("severity").asString("")),
                json.path("subject").asString(""),
                json.path("message").asString(""),
                json.path("remedy").asString(""));
    }

    private static Severity severity(String name) {
        for (Severity severity : Severity.values()) {
            if (severity.name().toLowerCase(Locale.ROOT).equals(name)) {
                return severity;
            }
        }
        // A newer host may know more of them; showing it loudly loses nothing.
        return Severity.ERROR;
    }
}
