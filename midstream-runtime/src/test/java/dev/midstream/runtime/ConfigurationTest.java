package dev.midstream.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.runtime.artefact.Artefact;
import dev.midstream.runtime.config.ConfigError;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.journal.JournalEntry;
import dev.midstream.runtime.shop.Answers;
import dev.midstream.runtime.upgrade.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Configuration in a whole host: a change is an upgrade, with its own check and rollback. */
@Timeout(120)
class ConfigurationTest {

    @TempDir Path home;

    private static final String BELOW =
            """
            package below;
            import dev.midstream.api.*;
            public final class BelowModule implements AppModule {
                private final String word;
                record Config(@Default("quiet") String word) {}
                public BelowModule(Config config) { word = config.word(); }
                public interface Below { String word(); }
                @Provides public Below below() { return () -> word; }
            }
            """;

    private static String web(String version) {
        return """
        package web;
        import dev.midstream.api.*;
        import java.time.Duration;
        import java.util.*;
        public final class WebModule implements AppModule {
            enum Level { LOW, HIGH }
            record Limits(int lines, List<String> names) {}
            record Config(Level level, Duration age, Limits limits, Optional<Secret> key) {
                Config {
                    if (limits.lines() > 100) {
                        throw new IllegalArgumentException(
                                "lines " + limits.lines() + ": at most 100, key " + key.map(Secret::value));
                    }
                }
            }
            private final String text;
            public WebModule(Config config, below.BelowModule.Below below) {
                text = "%s " + config + " " + config.key().map(k -> k.value().length()).orElse(0)
                        + " " + below.word();
            }
            @Provides public dev.midstream.runtime.shop.Answers answers() {
                return new dev.midstream.runtime.shop.Answers() {
                    public String answer() { return text; }
                    public String slow(String gate) { return text; }
                };
            }
        }
        """
                .formatted(version);
    }

    private static byte[] app(String version) {
        Artefact plain =
                TestApp.named("shop")
                        .module("below", BELOW)
                        .module("web", List.of("below"), web(version))
                        .artefact();
        String own = "web.level=LOW\nweb.age=5m\nweb.limits.lines=10\n";
        return new Artefact(plain.app(), plain.modules(), plain.libraries(), own).write();
    }

    private static final String V1_AS_BUILT =
            "v1 Config[level=LOW, age=PT5M, limits=Limits[lines=10, names=[]],"
                    + " key=Optional.empty] 0 quiet";

    private void file(String text) throws IOException {
        Files.writeString(home.resolve("midstream.properties"), text);
    }

    private Midstream start(byte[] artefact) throws Exception {
        return Hosts.of(artefact).home(home).start();
    }

    private static String answer(Midstream midstream) {
        return midstream.reference(Answers.class).answer();
    }

    private static List<String> instances(Midstream midstream) {
        return midstream.status().modules().stream()
                .map(module -> module.name() + "@" + module.since())
                .sorted()
                .toList();
    }

    @Test
    void recordsAreMadeOfWhatTheSourcesSay() throws Exception {
        file("web.level=HIGH\nweb.limits.names=a, b\nweb.key=geheim\nbelow.word=loud\n");
        try (Midstream midstream = start(app("v1"))) {
            assertThat(answer(midstream))
                    .isEqualTo(
                            "v1 Config[level=HIGH, age=PT5M, limits=Limits[lines=10, names=[a,"
                                    + " b]], key=Optional[***]] 6 loud");
        }
    }

    @Test
    void aChangedValueIsAnUpgradeOfItsModuleAndWhatDependsOnIt() throws Exception {
        byte[] v1 = app("v1");
        try (Midstream midstream = start(v1)) {
            assertThat(answer(midstream)).isEqualTo(V1_AS_BUILT);

            file("web.limits.lines=20\n");
            Outcome upgraded = Hosts.upgrade(midstream, v1);
            assertThat(upgraded).isInstanceOf(Outcome.Done.class);
            assertThat(upgraded.message()).contains("web.limits.lines 10 → 20");
            assertThat(instances(midstream)).containsExactly("below@1", "web@2");
            assertThat(answer(midstream)).contains("lines=20");

            file("web.limits.lines=20\nbelow.word=loud\n");
            Hosts.upgrade(midstream, v1);
            assertThat(instances(midstream)).containsExactly("below@3", "web@3");
            assertThat(answer(midstream)).contains("lines=20").endsWith("loud");
        }
    }

    @Test
    void theSameValuesAreNoUpgradeWhereverTheyStand() throws Exception {
        byte[] v1 = app("v1");
        try (Midstream midstream = start(v1)) {
            file("# as it was\nweb.limits.lines=10\nbelow.word=quiet\n");
            assertThat(Hosts.upgrade(midstream, v1)).isInstanceOf(Outcome.Unchanged.class);
            assertThat(midstream.status().generation()).isEqualTo(1);
        }
    }

    @Test
    void checkNamesTheKeysAndChangesNothing() throws Exception {
        byte[] v1 = app("v1");
        try (Midstream midstream = start(v1)) {
            file("web.limits.lines=20\nweb.key=geheim\n");
            Outcome checked = Hosts.check(midstream, v1);
            assertThat(checked).isInstanceOf(Outcome.Done.class);
            assertThat(checked.message())
                    .contains("changed 1 of 2")
                    .contains("web.key (none) → ***, web.limits.lines 10 → 20")
                    .doesNotContain("geheim");
            assertThat(answer(midstream)).isEqualTo(V1_AS_BUILT);
            assertThat(midstream.status().generation()).isEqualTo(1);
        }
    }

    @Test
    void aBadValueIsRefusedAndTheOldOneServes() throws Exception {
        byte[] v1 = app("v1");
        try (Midstream midstream = start(v1)) {
            file("web.limits.lines=twenty\n");
            Outcome.Refusal refusal = (Outcome.Refusal) Hosts.upgrade(midstream, v1);
            assertThat(refusal.findings())
                    .extracting(Finding::code)
                    .containsExactly(ConfigError.MALFORMED);
            assertThat(answer(midstream)).isEqualTo(V1_AS_BUILT);
        }
    }

    @Test
    void whatTheRecordItselfRejectsIsRefusedWithoutItsSecret() throws Exception {
        byte[] v1 = app("v1");
        try (Midstream midstream = start(v1)) {
            file("web.limits.lines=101\nweb.key=geheim\n");
            Outcome.Refusal refusal = (Outcome.Refusal) Hosts.upgrade(midstream, v1);
            assertThat(refusal.findings())
                    .extracting(Finding::code)
                    .containsExactly(ConfigError.REJECTED);
            assertThat(refusal.message())
                    .contains("lines 101: at most 100, key Optional[***]")
                    .doesNotContain("geheim");
            assertThat(answer(midstream)).isEqualTo(V1_AS_BUILT);
        }
    }

    @Test
    void aWarmRollbackGoesBackToTheOldValuesAndSaysWhatTheFilesSay() throws Exception {
        byte[] v1 = app("v1");
        try (Midstream midstream = start(v1)) {
            file("web.limits.lines=20\n");
            Hosts.upgrade(midstream, v1);
            Outcome back = Hosts.rollback(midstream);
            assertThat(answer(midstream)).isEqualTo(V1_AS_BUILT);
            assertThat(midstream.status().generation()).isEqualTo(1);
            assertThat(back.findings())
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.code()).isEqualTo(ConfigError.DIFFERS);
                        assertThat(finding.message()).contains("web.limits.lines 10 → 20");
                    });
            file("");
            assertThat(Hosts.upgrade(midstream, v1)).isInstanceOf(Outcome.Unchanged.class);
        }
    }

    @Test
    void aRollbackSaysThatTheFilesDoNotFitWhatRunsNow() throws Exception {
        byte[] v1 = app("v1");
        try (Midstream midstream = start(v1)) {
            file("web.limits.lines=20\n");
            Hosts.upgrade(midstream, v1);
            file("web.limits.lines=20\nweb.added=1\n"); // as for a release that has one more
            assertThat(Hosts.rollback(midstream).findings())
                    .singleElement()
                    .asString()
                    .contains("MS-CONFIG-013")
                    .contains("web.added")
                    .contains("properties:2");
        }
    }

    @Test
    void aRollbackAfterConfirmationGoesBackToTheRecordedValues() throws Exception {
        byte[] v1 = app("v1");
        file("web.key=geheim\n");
        try (Midstream midstream = start(v1)) {
            file("web.limits.lines=20\nweb.key=other1\n");
            Hosts.replace(midstream, v1);
            assertThat(answer(midstream)).contains("lines=20");
            String digest = midstream.status().configuration();

            Outcome back = Hosts.rollback(midstream);
            assertThat(back).isInstanceOf(Outcome.Done.class);
            assertThat(answer(midstream)).contains("lines=10").contains("key=Optional[***]] 6");
            assertThat(midstream.status().configuration()).isNotEqualTo(digest);
            assertThat(midstream.history().stream().map(JournalEntry::configuration))
                    .containsExactly(
                            midstream.status().configuration(),
                            digest,
                            midstream.status().configuration());
        }
    }

    @Test
    void aReleaseAndItsConfigurationGoBackTogether() throws Exception {
        try (Midstream midstream = start(app("v1"))) {
            file("web.limits.lines=20\n");
            Hosts.replace(midstream, app("v2"));
            assertThat(answer(midstream)).startsWith("v2").contains("lines=20");
            file("web.limits.lines=30\n");
            Hosts.replace(midstream, app("v2"));
            Hosts.rollback(midstream);
            assertThat(answer(midstream)).startsWith("v2").contains("lines=20");
            Hosts.confirm(midstream);
            Hosts.rollback(midstream);
            assertThat(answer(midstream)).isEqualTo(V1_AS_BUILT);
        }
    }

    @Test
    void anotherSecretIsAnUpgrade() throws Exception {
        byte[] v1 = app("v1");
        file("web.key=one\n");
        try (Midstream midstream = start(v1)) {
            file("web.key=seven77\n");
            Outcome outcome = Hosts.upgrade(midstream, v1);
            assertThat(outcome).isInstanceOf(Outcome.Done.class);
            assertThat(outcome.message()).contains("web.key *** → ***");
            assertThat(answer(midstream)).contains("]] 7");
        }
    }

    @Test
    void statusShowsValuesAndHidesSecrets() throws Exception {
        file("web.key=geheim\n");
        try (Midstream midstream = start(app("v1"))) {
            Status.ModuleStatus web =
                    midstream.status().modules().stream()
                            .filter(module -> module.name().equals("web"))
                            .findFirst()
                            .orElseThrow();
            assertThat(web.config())
                    .containsEntry("limits.lines", "10")
                    .containsEntry("key", "***");
        }
    }

    @Test
    void noFileOfTheHomeHoldsASecretButTheOneItWasWrittenTo() throws Exception {
        byte[] v1 = app("v1");
        file("web.key=geheim\n");
        try (Midstream midstream = start(v1)) {
            file("web.key=geheim\nweb.limits.lines=20\n");
            Hosts.replace(midstream, v1);
            file("web.key=geheim\nweb.limits.lines=999\n");
            Hosts.upgrade(midstream, v1);
            Hosts.rollback(midstream);
        }
        Files.delete(home.resolve("midstream.properties"));
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                assertThat(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("geheim");
            }
        }
    }

    @Test
    void aHostWithABadConfigurationDoesNotStart() throws Exception {
        file("web.age=soon\n");
        assertThat(Refusals.one(ConfigError.MALFORMED, () -> start(app("v1")).close()).message())
                .contains("midstream.properties:1");
    }
}
