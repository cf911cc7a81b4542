package dev.midstream.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ComparisonLinesTest {

    private static final String ADD =
            """
            [{"subject":"cart Add","kept":256,"compared":256,"different":231,"unexpected":12,"paths":[
              {"path":"reply.total","kind":"value","words":"value differs","count":231,
               "expected":"season 2","examples":[{"key":"7","before":"1","now":"2"}]},
              {"path":"reply.points","kind":"added","words":"added","count":256,
               "expected":null,"examples":[]}]},
             {"subject":"cart View","kept":3,"compared":3,"different":0,"unexpected":0,"paths":[]},
             {"subject":"cart Drop","kept":2,"compared":0,"different":0,"unexpected":0,"paths":[]}]
            """;

    private static List<String> shown(boolean verbose, boolean values) {
        StringWriter out = new StringWriter();
        PrintWriter to = new PrintWriter(out);
        Screen screen = new Screen(to, to, false, verbose, false, false);
        new ComparisonLines(screen, values).show(JsonMapper.shared().readTree(ADD));
        to.flush();
        return out.toString().lines().toList();
    }

    @Test
    void eachSubjectIsOneLine() {
        assertThat(shown(false, false))
                .containsExactly(
                        "  compared cart Add: 231 of 256 kept turns end otherwise, 12 undeclared;"
                                + " new: reply.points",
                        "  compared cart View: none of 3 kept turns ends otherwise",
                        "  compared cart Drop: no kept turn could be run");
    }

    @Test
    void pathsAreForWhoWantsToKnowAllAndValuesForWhoAsks() {
        assertThat(shown(true, false))
                .contains("    reply.total: value differs in 231, as declared: season 2")
                .noneMatch(line -> line.contains("7: 1"));
        assertThat(shown(false, true)).contains("      7: 1 -> 2");
    }
}
