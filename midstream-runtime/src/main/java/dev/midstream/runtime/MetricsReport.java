package dev.midstream.runtime;

import dev.midstream.runtime.actor.TypeReport;
import dev.midstream.runtime.generation.Cancellation;
import dev.midstream.runtime.generation.Gate;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.Lifecycle;
import dev.midstream.runtime.generation.ModuleInstance;
import dev.midstream.runtime.generation.Pin;
import dev.midstream.runtime.job.JobStatus;
import dev.midstream.runtime.service.MetricRegistry;
import dev.midstream.runtime.service.MetricText;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** Puts the metrics of a host together. Holds a generation while its gauges are read. */
final class MetricsReport {

    private static final Logger LOG = System.getLogger(Midstream.class.getName());

    /** How long the gauges of one module may take. */
    private static final Duration GAUGES = Duration.ofSeconds(1);

    private MetricsReport() {}

    static String of(
            Gate gate, MetricRegistry registry, List<JobStatus> jobs, List<TypeReport> actors) {
        MetricText text = new MetricText();
        registry.write(text);
        for (JobStatus job : jobs) {
            Map<String, String> labels = Map.of("module", job.module(), "job", job.name());
            text.counter("midstream_job_runs_total", labels, (double) job.runs());
            text.counter("midstream_job_failures_total", labels, (double) job.failures());
            text.counter("midstream_job_skipped_total", labels, (double) job.skipped());
        }
        actors.forEach(type -> add(text, type));
        try (Pin pin = gate.enter()) {
            Generation current = pin.generation();
            text.gauge("midstream_generation", Map.of(), current.number());
            text.gauge("midstream_pins", Map.of(), (double) (current.held() - 1));
            current.modules().forEach(instance -> addGauges(text, instance));
        }
        return text.toString();
    }

    private static void add(MetricText text, TypeReport type) {
        Map<String, String> labels = Map.of("type", type.type());
        text.gauge("midstream_actors", labels, (double) type.count());
        text.gauge("midstream_actor_waiting", labels, (double) type.waiting());
        text.gauge("midstream_actor_quarantined", labels, (double) type.quarantined());
        text.gauge("midstream_actor_slowest_seconds", labels, type.slowestMicros() / 1e6);
        text.counter("midstream_actor_turns_total", labels, (double) type.turns());
        text.counter("midstream_actor_failures_total", labels, (double) type.failed());
        text.counter("midstream_actor_refusals_total", labels, (double) type.refused());
    }

    private static void addGauges(MetricText text, ModuleInstance instance) {
        if (!instance.made().metrics().hasGauges()) {
            return;
        }
        try {
            Map<String, Double> gauges =
                    new Lifecycle(GAUGES, new Cancellation())
                            .run(
                                    "gauges of " + instance.subject(),
                                    instance.loader(),
                                    instance.made().metrics()::readGauges);
            Map<String, String> labels = Map.of("module", instance.descriptor().name());
            gauges.forEach((name, value) -> text.gauge(name, labels, value));
        } catch (ExecutionException e) {
            LOG.log(Level.WARNING, "gauges of {0} threw {1}", instance, e.getCause());
        } catch (Lifecycle.TooSlow e) {
            LOG.log(Level.WARNING, e.getMessage());
        }
    }
}
