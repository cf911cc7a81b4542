package libraries.micrometer;

import dev.midstream.api.AppModule;
import dev.midstream.api.Start;
import dev.midstream.api.Wiring;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import libraries.probe.Probe;

/** Counters, timers and binders of the JVM, scraped as Prometheus text. */
public final class MicrometerModule implements AppModule {

    private PrometheusMeterRegistry registry;
    private JvmGcMetrics collections;

    @Override
    public void configure(Wiring wiring) {
        Probe.route(wiring, Probe.version(Counter.class), this::use);
    }

    @Override
    public void start(Start start) {
        registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        collections = new JvmGcMetrics();
        collections.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
    }

    @Override
    public void stop() {
        if (registry != null) {
            collections.close();
            registry.close();
        }
    }

    private String use(String stamp) {
        Counter counter = registry.counter("seen", "route", "micrometer");
        double before = counter.count();
        counter.increment();
        Probe.same(true, counter.count() > before);
        Timer.builder("took").publishPercentiles(0.99).register(registry).record(Duration.ofMillis(2));
        String scraped = registry.scrape();
        Probe.same(true, scraped.contains("seen_total{route=\"micrometer\"}") && scraped.contains("jvm_memory_used_bytes"));
        return stamp;
    }
}
