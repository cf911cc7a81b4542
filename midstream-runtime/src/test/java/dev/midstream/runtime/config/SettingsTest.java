package dev.midstream.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.runtime.Refusals;
import dev.midstream.runtime.finding.Refused;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A properties file, read with its lines. */
class SettingsTest {

    private static Settings.Setting setting(String text, String key) throws Refused {
        return Optional.ofNullable(Settings.parse("f", text).byKey().get(key)).orElseThrow();
    }

    @Test
    void aSettingKnowsItsLine() throws Refused {
        String text = "# a comment\n\na.b=1\n  a.c : 2\n";
        assertThat(setting(text, "a.b")).isEqualTo(new Settings.Setting("1", "f:3"));
        assertThat(setting(text, "a.c")).isEqualTo(new Settings.Setting("2", "f:4"));
    }

    @Test
    void aLineGoesOnAfterABackslash() throws Refused {
        String text = "a.b=one,\\\n    two\na.c=3\n";
        assertThat(setting(text, "a.b").text()).isEqualTo("one,two");
        assertThat(setting(text, "a.c").where()).isEqualTo("f:3");
    }

    @Test
    void aCommentNeverGoesOn() throws Refused {
        assertThat(setting("# C:\\\na.b=1\n", "a.b").where()).isEqualTo("f:2");
    }

    @Test
    void twoBackslashesAreOne() throws Refused {
        assertThat(setting("a.b=C:\\\\\na.c=2\n", "a.b").text()).isEqualTo("C:\\");
    }

    @Test
    void aKeyThatStandsTwiceIsRefusedWithBothLines() {
        var finding =
                Refusals.one(ConfigError.DUPLICATE, () -> Settings.parse("f", "a.b=1\na.b=2\n"));
        assertThat(finding.message()).contains("f:1").contains("f:2");
    }

    @Test
    void aMalformedEscapeIsRefusedWithItsLine() {
        var finding =
                Refusals.one(ConfigError.UNREADABLE, () -> Settings.parse("f", "\na.b=\\u00zz\n"));
        assertThat(finding.subject()).isEqualTo("f:2");
    }

    @Test
    void whatIsWrittenIsReadBackAsItWas() throws Refused {
        Map<String, String> hard = Map.of("m.a", "x=y: #z\\\n ü→\t", "m.b", "", "m.c", "  left");
        String written = Settings.write(new TreeMap<>(hard));
        Settings read = Settings.parse("f", written);
        hard.forEach((key, text) ->
                assertThat(read.byKey().get(key)).extracting("text").isEqualTo(text));
        assertThat(written).isEqualTo(Settings.write(new TreeMap<>(hard)));
    }
}
