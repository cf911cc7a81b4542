package dev.midstream.server.cli;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Shows what a new version does otherwise: a line per subject, its paths if somebody asks. */
final class ComparisonLines {

    private final Screen screen;
    private final boolean values;

    ComparisonLines(Screen screen, boolean values) {
        this.screen = screen;
        this.values = values;
    }

    /** Shows the field {@code comparison} of a report; nothing if there is none. */
    void show(JsonNode comparison) {
        for (JsonNode subject : comparison) {
            screen.line("  " + summary(subject));
            for (JsonNode path : subject.path("paths")) {
                path(path);
            }
        }
    }

    private static String summary(JsonNode subject) {
        int compared = subject.path("compared").asInt(0);
        int different = subject.path("different").asInt(0);
        int unexpected = subject.path("unexpected").asInt(0);
        List<String> added = new ArrayList<>();
        for (JsonNode path : subject.path("paths")) {
            if (path.path("kind").asString("").equals("added")) {
                added.add(path.path("path").asString(""));
            }
        }
        String declared =
                different == unexpected
                        ? ""
                        : unexpected == 0 ? ", all as declared" : ", " + unexpected + " undeclared";
        return "compared "
                + subject.path("subject").asString("")
                + ": "
                + (compared == 0
                        ? "no kept turn could be run"
                        : (different == 0 ? "none" : Integer.toString(different))
                                + " of "
                                + compared
                                + " kept turns "
                                + (different == 1 || different == 0 ? "ends" : "end")
                                + " otherwise"
                                + declared)
                + (added.isEmpty() ? "" : "; new: " + String.join(", ", added));
    }

    private void path(JsonNode path) {
        String line =
                "    "
                        + path.path("path").asString("")
                        + ": "
                        + path.path("words").asString("")
                        + " in "
                        + path.path("count").asInt(0)
                        + (path.path("expected").isString()
                                ? ", as declared: " + path.path("expected").asString("")
                                : "");
        if (!values) {
            screen.detail(line);
            return;
        }
        screen.line(line);
        for (JsonNode example : path.path("examples")) {
            screen.line(
                    "      "
                            + example.path("key").asString("")
                            + ": "
                            + example.path("before").asString("")
                            + " → "
                            + example.path("now").asString(""));
        }
    }
}
