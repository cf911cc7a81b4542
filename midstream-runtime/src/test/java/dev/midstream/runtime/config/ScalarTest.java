package dev.midstream.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.midstream.api.Secret;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What texts are made into. */
class ScalarTest {

    @Test
    void eachTypeReadsItsText() {
        assertThat(Scalar.STRING.parse(" as it is ")).isEqualTo(" as it is ");
        assertThat(Scalar.SECRET.parse("s3cret")).isEqualTo(Secret.of("s3cret"));
        assertThat(Scalar.BOOLEAN.parse("true ")).isEqualTo(true);
        assertThat(Scalar.BYTE.parse("-128")).isEqualTo((byte) -128);
        assertThat(Scalar.SHORT.parse("7")).isEqualTo((short) 7);
        assertThat(Scalar.INT.parse(" 42")).isEqualTo(42);
        assertThat(Scalar.LONG.parse("9000000000")).isEqualTo(9_000_000_000L);
        assertThat(Scalar.FLOAT.parse("0.5")).isEqualTo(0.5f);
        assertThat(Scalar.DOUBLE.parse("1e3")).isEqualTo(1000.0);
        assertThat(Scalar.CHAR.parse("x")).isEqualTo('x');
        assertThat(Scalar.PATH.parse("a/b")).isEqualTo(Path.of("a/b"));
        assertThat(Scalar.URI_.parse("http://h/p")).isEqualTo(URI.create("http://h/p"));
        assertThat(Scalar.DECIMAL.parse("19.90")).isEqualTo(new BigDecimal("19.90"));
    }

    @ParameterizedTest
    @CsvSource({
        "250ms, PT0.25S",
        "30s, PT30S",
        "5m, PT5M",
        "2h, PT2H",
        "1d, PT24H",
        "PT1M30S, PT1M30S"
    })
    void aDurationIsReadInBothForms(String text, Duration expected) {
        assertThat(Scalar.DURATION.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "BOOLEAN, yes",
        "BYTE, 128",
        "INT, 1_000",
        "INT, 2147483648",
        "LONG, 1.5",
        "DOUBLE, many",
        "CHAR, xy",
        "DURATION, 5",
        "DURATION, 999999999999999999d",
        "DURATION, 5 m",
        "URI_, ht tp:",
        "DECIMAL, '19,90'"
    })
    void aWrongTextIsNone(Scalar scalar, String text) {
        assertThatThrownBy(() -> scalar.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource
    void theExampleInMessagesIsOne(Scalar scalar) {
        String example = scalar.example().replaceAll(",.*| or .*", "");
        assertThat(scalar.parse(example)).isNotNull();
    }
}
