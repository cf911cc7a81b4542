package dev.midstream.server.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.netty.HttpDoor;
import dev.midstream.netty.HttpDoorOptions;
import dev.midstream.runtime.AppSource;
import dev.midstream.runtime.Leak;
import dev.midstream.runtime.Lease;
import dev.midstream.runtime.Midstream;
import dev.midstream.runtime.generation.Gate;
import dev.midstream.runtime.upgrade.Confirm;
import dev.midstream.runtime.upgrade.Outcome;
import dev.midstream.runtime.upgrade.StageListener;
import dev.midstream.runtime.upgrade.UpgradeOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class PrivateLibrariesIT {

    private static final Path APP =
            Path.of(System.getProperty("basedir", "."), "src/test/apps/private-libraries");
    private static final String MODULE = "src/main/java/libs/LibsModule.java";

    @TempDir private static Path folder;

    private static byte[] v1 = {};
    private static byte[] v2 = {};

    @BeforeAll
    static void build() throws Exception {
        Path module = folder.resolve(MODULE);
        Files.createDirectories(module.getParent());
        Files.copy(APP.resolve("pom.xml"), folder.resolve("pom.xml"));
        Files.copy(APP.resolve(MODULE), module);
        AppSource builder = ServiceLoader.load(AppSource.class).findFirst().orElseThrow();
        v1 = builder.build(folder, folder.resolve(".midstream"));
        Files.writeString(module, Files.readString(module).replace("\"v1\"", "\"v2\""));
        v2 = builder.build(folder, folder.resolve(".midstream"));
    }

    @Test
    void buffersInThreadLocalsOfEventLoopsGoWithTheirGenerations() throws Exception {
        assertThat(Gate.separatesThreadLocals()).as("flags of this JVM").isTrue();
        upgraded(100, "/json", "{\"version\":\"v%d\"}");
    }

    @Test
    void aDriverThatAModuleBringsIsFoundAndGoesWithIt() throws Exception {
        upgraded(20, "/sql", "v%d");
    }

    /** Asks every event loop between two upgrades; in the end nothing is left. */
    private static void upgraded(int times, String path, String answer) throws Exception {
        try (Midstream midstream = Midstream.builder().artefact(v1).start();
                HttpDoor door =
                        HttpDoor.open(
                                midstream.gate(), HttpDoorOptions.defaults().port(0).loops(2))) {
            URI uri = URI.create("http://localhost:" + door.address().getPort() + path);
            for (int i = 0; i < times; i++) {
                String expected = answer.formatted(i % 2 + 1);
                for (int connection = 0; connection < 4; connection++) {
                    assertThat(ask(uri)).isEqualTo(expected);
                }
                upgrade(midstream, i % 2 == 0 ? v2 : v1);
            }
            List<Leak> leaks = midstream.leaks(true);
            for (int again = 0; again < 10 && !leaks.isEmpty(); again++) {
                leaks = midstream.leaks(true);
            }
            assertThat(leaks).isEmpty();
        }
    }

    /** A connection of its own each time, so that they go round the loops. */
    private static String ask(URI uri) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build();
            return http.send(request, BodyHandlers.ofString()).body();
        }
    }

    private static void upgrade(Midstream midstream, byte[] artefact) throws Exception {
        try (Lease lease = midstream.lease("test")) {
            UpgradeOptions now = new UpgradeOptions(Confirm.NOW, false, Duration.ofSeconds(30));
            assertThat(lease.upgrade(artefact, now, StageListener.NONE))
                    .isInstanceOf(Outcome.Done.class);
        }
    }
}
