package dev.midstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Java in docs/testing-your-app.md stands, as it is there, in tests that run. */
class DocumentedTest {

    private static final Path PAGE = Path.of("../docs/testing-your-app.md");
    private static final List<Path> TESTS =
            List.of(Path.of("src/test/java"), Path.of("../examples/carts/v1/carts/src/test/java"));
    private static final Pattern BLOCK = Pattern.compile("(?s)```java\\n(.*?)```");

    @Test
    void whatThePageShowsIsRun() throws IOException {
        StringBuilder sources = new StringBuilder();
        for (Path root : TESTS) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    sources.append(flat(Files.readString(file))).append('\n');
                }
            }
        }
        List<String> blocks = new ArrayList<>();
        Matcher found = BLOCK.matcher(Files.readString(PAGE));
        while (found.find()) {
            // "…" stands for what is left out.
            for (String part : found.group(1).split("…", -1)) {
                blocks.add(flat(part));
            }
        }
        assertThat(blocks).hasSizeGreaterThan(5);
        assertThat(blocks).allSatisfy(block -> assertThat(sources).contains(block));
    }

    private static String flat(String code) {
        return code.replaceAll("\\s+", "");
    }
}
