package libraries.prometheus;

import dev.midstream.api.AppModule;
import dev.midstream.api.Wiring;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import libraries.probe.Probe;

/** Counters, histograms and the metrics of the JVM, in its own registry, as text. */
public final class PrometheusModule implements AppModule {

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter seen = Counter.builder().name("seen").labelNames("stamp").register(registry);
    private final Histogram took = Histogram.builder().name("took").register(registry);

    @Override
    public void configure(Wiring wiring) {
        Probe.route(wiring, Probe.version(Counter.class, "io.prometheus", "prometheus-metrics-core"), this::use);
    }

    @Override
    public void start(dev.midstream.api.Start start) {
        JvmMetrics.builder().register(registry);
    }

    private String use(String stamp) throws IOException {
        took.observe(0.002);
        seen.labelValues(stamp).inc();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new PrometheusTextFormatWriter(false).write(out, registry.scrape());
        seen.remove(stamp);
        String text = out.toString(StandardCharsets.UTF_8);
        Probe.same(true, text.contains("jvm_threads_current"));
        int at = text.indexOf("seen_total{stamp=\"" + stamp);
        return text.substring(at + "seen_total{stamp=\"".length(), text.indexOf('"', at + 20));
    }
}
