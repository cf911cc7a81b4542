package dev.midstream.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.runtime.Refusals;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a component's text comes from, and what is refused, before any class is loaded. */
class ResolverTest {

    @TempDir Path home;

    private Configs configs;

    @BeforeEach
    void fresh() {
        configs = new Configs(home);
    }

    private Finding refused(ConfigError code, String components) {
        return refused(code, components, "");
    }

    private Finding refused(ConfigError code, String components, String more) {
        return Refusals.one(code, () -> configs.verify(components, more));
    }

    @Test
    void eachSourceIsStrongerThanTheOneBefore() throws Refused {
        String components = "@Default(\"1\") int n";
        assertThat(configs.value(components, "n")).isEqualTo("1");
        configs.artefact("pricing.n=2");
        assertThat(configs.value(components, "n")).isEqualTo("2");
        configs.file("pricing.n=3");
        assertThat(configs.value(components, "n")).isEqualTo("3");
        configs.environment(Map.of("MIDSTREAM_PRICING_N", "4"));
        assertThat(configs.value(components, "n")).isEqualTo("4");
    }

    @Test
    void aComponentWithoutValueIsRefusedWithTheLineToWrite() {
        Finding finding = refused(ConfigError.MISSING, "Duration maxAge");
        assertThat(finding.subject()).isEqualTo("pricing.maxAge");
        assertThat(finding.remedy())
                .contains("pricing.maxAge=")
                .contains(home.resolve("midstream.properties").toString())
                .contains("MIDSTREAM_PRICING_MAX_AGE");
    }

    @Test
    void optionalsAndListsMayHaveNoValue() throws Refused {
        assertThat(configs.value("Optional<String> a, List<Integer> b", "a")).isEqualTo("(none)");
        configs.file("pricing.a=\npricing.b=\n");
        assertThat(configs.value("Optional<String> a, List<Integer> b", "a")).isEqualTo("(none)");
    }

    @Test
    void aMalformedValueIsRefusedWithItsPlaceAndWhatIsExpected() {
        configs.file("# prices\npricing.n=many\n");
        Finding finding = refused(ConfigError.MALFORMED, "int n");
        assertThat(finding.message())
                .contains("'many'")
                .contains("midstream.properties:2")
                .contains("a whole number");
        configs.environment(Map.of("MIDSTREAM_PRICING_N", "few"));
        assertThat(refused(ConfigError.MALFORMED, "int n").message())
                .contains("'few' from the variable MIDSTREAM_PRICING_N");
    }

    @Test
    void anElementOfAListIsCheckedToo() {
        configs.file("pricing.n=1, two");
        refused(ConfigError.MALFORMED, "List<Integer> n");
    }

    @Test
    void aConstantOutsideItsEnumIsRefusedWithTheNearest() throws Refused {
        configs.file("pricing.level=hihg");
        String level = "enum Level { LOW, HIGH }";
        assertThat(refused(ConfigError.MALFORMED, "Level level", level).message())
                .contains("one of LOW, HIGH")
                .contains("did you mean HIGH?");
        configs.file("pricing.level=HIGH");
        configs.verify("Level level", level);
    }

    @Test
    void nestedRecordsHaveDottedKeys() throws Refused {
        String nested = "record Limits(int lines, @Default(\"9\") int items) {}";
        configs.file("pricing.limits.lines=5");
        ModuleConfig config = configs.verify("Limits limits", nested).configuration().of("pricing");
        assertThat(config.shown())
                .containsOnly(Map.entry("limits.lines", "5"), Map.entry("limits.items", "9"));
        configs.file("pricing.limits.lines=five");
        assertThat(refused(ConfigError.MALFORMED, "Limits limits", nested).subject())
                .isEqualTo("pricing.limits.lines");
    }

    @Test
    void anUnknownKeyOfAModuleIsRefusedWithTheNearest() {
        configs.file("pricing.max-lines=5\npricing.maxLines=5");
        Finding finding = refused(ConfigError.UNKNOWN_KEY, "int maxLines");
        assertThat(finding.message())
                .contains("midstream.properties:1")
                .contains("did you mean maxLines?");
    }

    @Test
    void aKeyOfAModuleThatTakesNoConfigurationIsRefused() {
        configs.file("other.n=5\npricing.n=1");
        assertThat(refused(ConfigError.UNKNOWN_KEY, "int n").message())
                .contains("'other' takes no configuration");
    }

    @Test
    void aKeyOfAModuleThatIsNotThereIsAWarning() throws Refused {
        configs.file("pricin.n=5\npricing.n=1");
        assertThat(Configs.warnings(configs.verify("int n")))
                .singleElement()
                .asString()
                .contains("MS-CONFIG-006")
                .contains("midstream.properties:1")
                .contains("did you mean pricing?");
    }

    @Test
    void aVariableThatFitsNothingIsAWarningAndTheLaunchersOwnIsNone() throws Refused {
        configs.file("pricing.n=1")
                .environment(Map.of("MIDSTREAM_PRICING_M", "2", "MIDSTREAM_JAVA_OPTS", "-Xmx1g"));
        assertThat(Configs.warnings(configs.verify("int n")))
                .singleElement()
                .asString()
                .contains("MIDSTREAM_PRICING_M:")
                .contains("did you mean MIDSTREAM_PRICING_N?");
    }

    @Test
    void aVariableThatFitsTwiceIsRefused() {
        String nested = "record A(int b) {}";
        configs.file("pricing.a.b=1\npricing.aB=1")
                .environment(Map.of("MIDSTREAM_PRICING_A_B", "2"));
        assertThat(refused(ConfigError.AMBIGUOUS_VARIABLE, "A a, int aB", nested).message())
                .contains("pricing.a.b as well as pricing.aB");
    }

    @Test
    void aTypeThatCannotBeConfiguredIsRefusedByName() {
        Finding finding = refused(ConfigError.UNSUPPORTED, "Map<String, Integer> prices");
        assertThat(finding.message()).contains("Map<String, Integer>");
        refused(ConfigError.UNSUPPORTED, "List<List<String>> rows");
        refused(ConfigError.UNSUPPORTED, "int[] rows");
        refused(ConfigError.UNSUPPORTED, "Optional<Config> again");
    }

    @Test
    void aWrongDefaultIsRefusedEvenIfAValueIsSet() {
        configs.file("pricing.n=1");
        refused(ConfigError.BAD_DEFAULT, "@Default(\"one\") int n");
    }

    @Test
    void aSecretInTheArtefactIsRefusedWhoeverOverridesIt() {
        configs.artefact("pricing.key=geheim").file("pricing.key=other");
        assertThat(refused(ConfigError.SECRET_IN_ARTEFACT, "Secret key").toString())
                .doesNotContain("geheim");
        configs.artefact("");
        refused(ConfigError.SECRET_IN_ARTEFACT, "@Default(\"geheim\") Secret key");
    }

    @Test
    void aSecretIsInNoTextOfAConfiguration() throws Refused {
        configs.file("pricing.key=geheim\npricing.more=g1,g2\npricing.n=1");
        Configuration configuration =
                configs.verify("Secret key, List<Secret> more, int n").configuration();
        assertThat(configuration.of("pricing").text("key")).hasValue("geheim");
        assertThat(configuration.toString()).doesNotContain("geheim").doesNotContain("g1");
        assertThat(configuration.recorded()).isEqualTo("pricing.n=1\n");
        assertThat(configuration.changesFrom(Configuration.NONE))
                .containsExactly(
                        "pricing.key (none) → ***",
                        "pricing.more (none) → ***",
                        "pricing.n (none) → 1");
        assertThat(configuration.of("pricing").masked("bad key geheim or g2"))
                .isEqualTo("bad key *** or ***");
    }

    @Test
    void anotherSecretIsAnotherConfigurationWithTheSameDigest() throws Refused {
        configs.file("pricing.key=one\npricing.n=1");
        Configuration one = configs.verify("Secret key, int n").configuration();
        configs.file("pricing.key=two\npricing.n=1");
        Configuration two = configs.verify("Secret key, int n").configuration();
        assertThat(two).isNotEqualTo(one);
        assertThat(two.digest()).isEqualTo(one.digest());
        configs.file("pricing.key=two\npricing.n=2");
        assertThat(configs.verify("Secret key, int n").configuration().digest())
                .isNotEqualTo(one.digest());
    }

    @Test
    void whatWasRecordedComesBackWithTheSecretsOfNow() throws Refused {
        String components = "Secret key, int n, @Default(\"7\") int m, Optional<String> note";
        configs.file("pricing.key=old\npricing.n=1");
        String recorded = configs.verify(components).configuration().recorded();
        configs.file("pricing.key=new\npricing.n=2\npricing.note=later\npricing.m=8")
                .environment(Map.of("MIDSTREAM_PRICING_N", "3"))
                .recorded(recorded);
        ModuleConfig back = configs.verify(components).configuration().of("pricing");
        assertThat(back.text("key")).hasValue("new");
        assertThat(back.text("n")).hasValue("1");
        assertThat(back.text("m")).hasValue("7");
        assertThat(back.text("note")).isEmpty();
    }

    @Test
    void aFileThatIsNoTextIsRefused() throws Exception {
        Files.write(home.resolve("midstream.properties"), new byte[] {'a', (byte) 0xff, '\n'});
        refused(ConfigError.UNREADABLE, "int n");
    }

    @Test
    void severalFaultsAreSaidAtOnce() {
        configs.file("pricing.m=x");
        assertThat(Refusals.of(() -> configs.verify("int n, int m")))
                .extracting(Finding::code)
                .containsExactlyInAnyOrder(ConfigError.MISSING, ConfigError.MALFORMED);
    }
}
