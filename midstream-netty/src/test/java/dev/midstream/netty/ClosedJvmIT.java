package dev.midstream.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The door in a JVM whose thread-locals cannot be exchanged, and in one where they can. */
class ClosedJvmIT {

    private static final String SAID = "Non-blocking handlers run on virtual threads";

    @TempDir Path temp;

    @Test
    void withoutAddOpensNonBlockingHandlersRunOnVirtualThreadsAndThatIsSaidOnce() throws Exception {
        String output = run();

        assertThat(output)
                .contains("GET /async: virtual, found null.\nGET /async: virtual, found null.\n")
                .contains("GET /blocking: virtual, found null.\n")
                .contains("POST /stream: virtual, found null.\n")
                .contains("separates: false")
                .containsOnlyOnce(SAID)
                .contains("--add-opens java.base/java.lang=ALL-UNNAMED");
    }

    @Test
    void withItTheyRunOnEventLoops() throws Exception {
        String output = run("--add-opens", "java.base/java.lang=ALL-UNNAMED");

        assertThat(output)
                .contains("GET /async: platform, found null.\nGET /async: platform, found left.\n")
                .contains("GET /blocking: virtual, found null.\n")
                .contains("POST /stream: platform, found left.\n")
                .contains("separates: true")
                .doesNotContain(SAID);
    }

    private String run(String... options) throws Exception {
        String path =
                Stream.of("java.class.path", "jdk.module.path", "surefire.test.class.path")
                        .map(System::getProperty)
                        .filter(value -> value != null && !value.isEmpty())
                        .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        path,
                        "dev.midstream.netty.ClosedJvm"));
        Path output = temp.resolve("output");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(output);
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
