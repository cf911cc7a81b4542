package dev.midstream.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** The conformance page says what is tested, and nothing else. */
class HttpConformanceTest {

    private static final Pattern TEST = Pattern.compile("`(\\w+(?:IT|Test))\\.(\\w+)`");

    private static List<String> page() throws IOException {
        return Files.readAllLines(Path.of("..", "docs", "http-conformance.md"));
    }

    private static List<String> rows(int columns) throws IOException {
        return page().stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| section |"))
                .filter(line -> !line.startsWith("| shape |"))
                .filter(line -> line.split(" \\| ", -1).length == columns)
                .toList();
    }

    private static Set<String> testsOf(Class<?> type) {
        Set<String> names = new LinkedHashSet<>();
        for (Method method : type.getDeclaredMethods()) {
            if (method.isAnnotationPresent(Test.class)
                    || method.isAnnotationPresent(ParameterizedTest.class)) {
                names.add(method.getName());
            }
        }
        return names;
    }

    @Test
    void eachRequirementNamesTestsThatExist() throws Exception {
        List<String> rows = rows(4);
        assertThat(rows).hasSizeGreaterThan(40);
        for (String row : rows) {
            Matcher test = TEST.matcher(row);
            assertThat(test.find()).as("a test in %s", row).isTrue();
            do {
                Class<?> type = Class.forName("dev.midstream.netty." + test.group(1));
                assertThat(testsOf(type)).as(row).contains(test.group(2));
            } while (test.find());
        }
    }

    @Test
    void eachProtocolTestIsOnThePage() throws IOException {
        String page = String.join("\n", page());
        for (Class<?> type : List.of(ProtocolIT.class, SmugglingIT.class)) {
            for (String test : testsOf(type)) {
                assertThat(page).contains("`" + type.getSimpleName() + "." + test + "`");
            }
        }
    }

    @Test
    void refusedShapesAreThoseThatAreSent() throws IOException {
        List<String> sent =
                Stream.of(SmugglingIT.framing(), SmugglingIT.chunks(), SmugglingIT.heads())
                        .flatMap(shapes -> shapes)
                        .map(shape -> Arrays.asList(shape.get()))
                        .map(shape -> "| " + shape.get(0) + " | " + shape.get(1) + " |")
                        .toList();
        assertThat(rows(2)).containsExactlyElementsOf(sent);
    }
}
