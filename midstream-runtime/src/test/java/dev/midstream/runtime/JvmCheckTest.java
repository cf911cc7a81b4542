package dev.midstream.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.runtime.finding.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

class JvmCheckTest {

    @Test
    void aJvmThatStopsToUnloadIsNamedWithTheFlagThatHelps() {
        Finding finding = JvmCheck.missing(List.of("Copy", "MarkSweepCompact"), true).orElseThrow();

        assertThat(finding.code()).isEqualTo(MidstreamError.JVM);
        assertThat(finding.message()).contains("Copy, MarkSweepCompact");
        assertThat(finding.remedy()).isEqualTo("Start it with -XX:+UseZGC");
    }

    @Test
    void missingNativeAccessIsNamed() {
        assertThat(
                        JvmCheck.missing(List.of("ZGC Minor Cycles", "ZGC Major Cycles"), false)
                                .orElseThrow()
                                .remedy())
                .isEqualTo("Start it with --enable-native-access=ALL-UNNAMED");
    }

    @Test
    void aJvmThatHasItAllIsNotWarnedOf() {
        assertThat(JvmCheck.missing(List.of("ZGC Minor Cycles", "ZGC Major Cycles"), true))
                .isEmpty();
        assertThat(JvmCheck.missing(List.of("G1 Young Generation", "G1 Concurrent GC"), true))
                .isEmpty();
        assertThat(JvmCheck.missing(List.of("Shenandoah Cycles"), true)).isEmpty();
    }
}
