package dev.midstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A project as it lies on somebody's disk: blanks and letters beyond ASCII in the path, a parent
 * outside the app's folder, a package in two modules, a class in none.
 */
class ShapesIT {

    @TempDir private Path temp;

    private AppTree tree() {
        AppTree tree = AppTree.of("shapes", temp.resolve("my projekte üñí"));
        return tree.edit(
                "company/pom.xml",
                "<midstream.version>[^<]*</midstream.version>",
                "<midstream.version>" + Launcher.version() + "</midstream.version>");
    }

    @Test
    void isServedCompressedAndLoggedAndUpgraded() throws Exception {
        AppTree tree = tree();
        Path app = tree.folder().resolve("app");
        Path home = tree.folder().resolve("the home");
        Path log = tree.folder().resolve("access log");
        List<String> arguments = new ArrayList<>(TestHost.arguments(app, home));
        arguments.addAll(List.of("--gzip", "--access-log", log.toString()));
        try (TestHost host = TestHost.run(arguments, home);
                HttpClient http = HttpClient.newHttpClient()) {
            assertThat(host.get("/bare").body()).isEqualTo("bare");
            HttpResponse<byte[]> packed =
                    http.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://127.0.0.1:" + host.port() + "/words"))
                                    .header("Accept-Encoding", "gzip")
                                    .timeout(Duration.ofSeconds(30))
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
            assertThat(unpacked(packed.body())).isEqualTo("grüße ".repeat(500));

            tree.edit("app/lib/src/main/java/shapes/Words.java", "grüße ", "hallo ");
            host.cli("upgrade", app).done();
            assertThat(host.get("/words").body()).isEqualTo("hallo ".repeat(500));

            Await.until(
                    "each request in the access log",
                    Duration.ofSeconds(30),
                    () -> lines(log).size() == 3,
                    host::log);
            assertThat(lines(log))
                    .anyMatch(line -> line.contains("\"GET /bare HTTP/1.1\" 200 4"))
                    .anyMatch(line ->
                            line.contains("\"GET /words ") && line.contains("generation=2"));
        }
    }

    @Test
    void aPackagePrivateClassOfASplitPackageIsRefusedBeforeItIsLoaded() {
        AppTree tree = tree();
        Path app = tree.folder().resolve("app");
        try (TestHost host = TestHost.run(app, temp.resolve("home"))) {
            tree.edit(
                    "app/lib/src/main/java/shapes/Words.java", "public final class", "final class");
            host.cli("upgrade", app)
                    .refused()
                    .naming("shapes.Words", "package-private in module 'lib'", "Make it public");
            assertThat(host.get("/words").body()).isEqualTo("grüße ".repeat(500));
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String unpacked(byte[] packed) throws Exception {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
