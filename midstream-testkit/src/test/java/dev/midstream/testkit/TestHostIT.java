package dev.midstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.midstream.runtime.upgrade.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a test sees of an app that is not as it should be, and what it can give to one that is. */
class TestHostIT {

    @TempDir private Path temp;

    private Path app(String configure) throws Exception {
        Path folder = Files.createDirectories(temp.resolve("greeting"));
        Files.writeString(
                folder.resolve("GreetingModule.java"),
                """
                package greeting;
                import dev.midstream.api.*;
                public final class GreetingModule implements AppModule {
                    public record Config(@Default("hello") String word) {}
                    private final Config config;
                    private final java.time.ZoneId zone;
                    public GreetingModule(Config config, java.time.ZoneId zone) {
                        this.config = config;
                        this.zone = zone;
                    }
                    @Override public void configure(Wiring wiring) {
                        %s
                    }
                }
                """
                        .formatted(configure));
        return folder;
    }

    private static final String GREETS =
            "wiring.http().get(\"/\", call -> Response.text(config.word() + \" \" + zone.getId()));";

    private static TestHostBuilder named(Path app) {
        return TestHost.app(app).provide(ZoneId.class, ZoneOffset.UTC);
    }

    @Test
    void anAppGetsItsConfigurationAndTheTestsServices() throws Exception {
        Path app = app(GREETS);
        try (TestHost host = named(app).configure("greeting.word", "good: day=").start()) {
            assertThat(host.get("/").body()).isEqualTo("good: day= Z");
        }
    }

    @Test
    void whatDoesNotCompileIsSaidWithItsLine() throws Exception {
        Path app = app("wiring.http().got();");
        assertThatThrownBy(() -> named(app).start())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("is refused")
                .hasMessageContaining("GreetingModule.java:12");
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertThatThrownBy(() -> TestHost.app(temp.resolve("nowhere")).start())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("nowhere")
                .hasMessageContaining("MS-BUILD");
    }

    @Test
    void anUpgradeThatIsRefusedIsSaidAndCanBeExpected() throws Exception {
        try (TestHost host = named(app(GREETS)).start()) {
            Path broken = app("throw new IllegalStateException(\"not today\");");
            assertThatThrownBy(() -> host.upgrade(broken))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("MS-LOAD")
                    .hasMessageContaining("not today");
            assertThat(host.refused(broken)).contains("not today");
            assertThat(host.check(broken)).isInstanceOf(Outcome.Refusal.class);
            assertThat(host.get("/").body()).isEqualTo("hello Z");
            assertThatThrownBy(host::rollback)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("rollback");
            Path next = app(GREETS.replace("config.word()", "\"bye\""));
            assertThatThrownBy(() -> host.refused(next))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("was to be refused");
            assertThat(host.get("/").body()).isEqualTo("bye Z");
        }
    }
}
