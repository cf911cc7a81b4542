package dev.midstream.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.midstream.api.Metrics;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is counted, for how long, and how it is written down. */
class MetricsTest {

    private final MetricRegistry registry = new MetricRegistry();

    private ModuleMetrics instance(String module) {
        return new ModuleMetrics(module, registry);
    }

    private String text() {
        MetricText text = new MetricText();
        registry.write(text);
        return text.toString();
    }

    @Test
    void aCounterGoesOnInTheNextInstance() {
        instance("web").counter("orders").add(2);
        instance("web").counter("orders").increment();
        instance("shop").counter("orders").increment();
        instance("web").counter("orders").add(-5);
        assertThat(text())
                .isEqualTo(
                        """
                        # TYPE orders_total counter
                        orders_total{module="shop"} 1
                        orders_total{module="web"} 3
                        """);
    }

    @Test
    void aTimerHasCountSumAndMaximum() {
        Metrics.Timer timer = instance("web").timer("render");
        timer.record(1_500_000_000L);
        timer.record(500_000_000L);
        timer.record(-1);
        assertThat(text())
                .isEqualTo(
                        """
                        # TYPE render_seconds_count counter
                        render_seconds_count{module="web"} 3
                        # TYPE render_seconds_max gauge
                        render_seconds_max{module="web"} 1.5
                        # TYPE render_seconds_sum counter
                        render_seconds_sum{module="web"} 2
                        """);
    }

    @Test
    void gaugesBelongToTheirInstance() {
        ModuleMetrics first = instance("web");
        ModuleMetrics second = instance("web");
        first.gauge("depth", () -> 1);
        second.gauge("depth", () -> 2);
        assertThat(first.readGauges()).containsOnly(Map.entry("depth", 1.0));
        assertThat(second.readGauges()).containsOnly(Map.entry("depth", 2.0));
        first.close();
        assertThat(first.hasGauges()).isFalse();
        assertThat(second.hasGauges()).isTrue();
    }

    @Test
    void aGaugeThatThrowsIsLeftOut() {
        ModuleMetrics metrics = instance("web");
        metrics.gauge("good", () -> 1);
        metrics.gauge(
                "bad",
                () -> {
                    throw new IllegalStateException("on purpose");
                });
        assertThat(metrics.readGauges()).containsOnlyKeys("good");
    }

    @Test
    void aGaugeHasOneMeaning() {
        ModuleMetrics metrics = instance("web");
        metrics.gauge("depth", () -> 1);
        assertThatThrownBy(() -> metrics.gauge("depth", () -> 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("declared already");
    }

    @Test
    void tooManyNamesCountIntoOne() {
        ModuleMetrics metrics = instance("web");
        for (int i = 0; i < MetricRegistry.MOST_NAMES + 10; i++) {
            metrics.counter("n" + i).increment();
        }
        assertThat(text())
                .contains("overflow_total{module=\"web\"} 10\n")
                .doesNotContain("n" + MetricRegistry.MOST_NAMES + "_total");
        metrics.counter("n3").increment();
        assertThat(text()).contains("n3_total{module=\"web\"} 2\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Orders", "orders placed", "1st", "orders__placed", "orders-placed"})
    void aMalformedNameIsRefusedWithAnExample(String name) {
        assertThatThrownBy(() -> instance("web").counter(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("orders_placed");
    }

    @Test
    void aNameHasOneTypeInTheText() {
        MetricText text = new MetricText();
        text.counter("n", Map.of(), 1);
        text.gauge("n", Map.of(), 2);
        assertThat(text.toString()).isEqualTo("# TYPE n counter\nn 1\n");
    }

    @Test
    void labelsAreEscapedAndNumbersAsPrometheusReadsThem() {
        MetricText text = new MetricText();
        text.gauge("n", Map.of("a", "x\"y\\z"), Double.NaN);
        text.gauge("n", Map.of("a", "i"), Double.POSITIVE_INFINITY);
        assertThat(text.toString())
                .contains("n{a=\"x\\\"y\\\\z\"} NaN\n")
                .contains("n{a=\"i\"} +Inf\n");
    }
}
