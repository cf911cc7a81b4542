package dev.midstream.admin;

import dev.midstream.runtime.Leak;
import dev.midstream.runtime.SnapshotStatus;
import dev.midstream.runtime.Status;
import dev.midstream.runtime.actor.MigrationReport;
import dev.midstream.runtime.actor.TypeReport;
import dev.midstream.runtime.comparison.Comparison;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.generation.Closure;
import dev.midstream.runtime.generation.WarmReport;
import dev.midstream.runtime.job.JobStatus;
import dev.midstream.runtime.journal.JournalEntry;
import dev.midstream.runtime.upgrade.Outcome;
import dev.midstream.runtime.upgrade.StageTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the host has to say, as JSON. The names are those of the command line's {@code --json}. */
final class Answers {

    private Answers() {}

    static ObjectNode finding(Finding finding) {
        return Lines.object()
                .put("code", finding.code().id())
                .put("severity", finding.severity().name().toLowerCase(java.util.Locale.ROOT))
                .put("subject", finding.subject())
                .put("message", finding.message())
                .put("remedy", finding.remedy());
    }

    static ObjectNode refused(int generation, List<Finding> findings) {
        return outcome(
                new Outcome.Refusal(
                        findings.getFirst().message(), generation, findings, List.of()));
    }

    static ObjectNode outcome(Outcome outcome) {
        ObjectNode json = Lines.object();
        switch (outcome) {
            case Outcome.Done done -> {
                json.put("outcome", Report.DONE);
                put(json, done.from(), done.to(), done.release(), done.confirmed());
                json.put("reversibility", done.reversibility().label());
                put(json.putObject("closure"), done.closure());
                done.warm().ifPresent(warm -> put(json.putObject("warm"), warm));
                put(json.putArray("comparison"), done.comparison());
            }
            case Outcome.Unchanged same -> {
                json.put("outcome", Report.UNCHANGED);
                int number = same.generation();
                put(json, number, number, same.release(), same.confirmed());
                json.putNull("reversibility");
            }
            case Outcome.Refusal refusal -> {
                json.put("outcome", Report.REFUSED);
                json.put("from", refusal.generation()).put("to", refusal.generation());
                json.putNull("release").putNull("confirmed").putNull("reversibility");
                put(json.putArray("comparison"), refusal.comparison());
            }
            case Outcome.TakenBack back -> {
                json.put("outcome", Report.ROLLED_BACK);
                put(json, back.from(), back.to(), back.release(), false);
                json.putNull("reversibility");
            }
        }
        json.put("message", outcome.message());
        ArrayNode findings = json.putArray("findings");
        outcome.findings().forEach(finding -> findings.add(finding(finding)));
        ArrayNode stages = json.putArray("stages");
        for (StageTime stage : outcome.stages()) {
            stages.addObject().put("name", stage.name()).put("millis", stage.millis());
        }
        return json;
    }

    static ObjectNode status(Status status, Home home, Optional<HttpAddress> http) {
        ObjectNode json =
                Lines.object()
                        .put("app", status.app())
                        .put("pid", ProcessHandle.current().pid())
                        .put("home", home.toString());
        if (http.isPresent()) {
            json.putObject("http").put("host", http.get().host()).put("port", http.get().port());
        } else {
            json.putNull("http");
        }
        json.put("generation", status.generation())
                .put("release", status.release())
                .put("confirmed", status.confirmed());
        if (status.lease().isPresent()) {
            json.put("lease", status.lease().get());
        } else {
            json.putNull("lease");
        }
        ArrayNode modules = json.putArray("modules");
        for (Status.ModuleStatus module : status.modules()) {
            modules.addObject()
                    .put("name", module.name())
                    .put("kind", module.kind())
                    .put("version", module.version())
                    .put("since", module.since())
                    .set("config", config(module));
        }
        ArrayNode generations = json.putArray("generations");
        for (Status.GenerationStatus generation : status.generations()) {
            generations
                    .addObject()
                    .put("number", generation.number())
                    .put("state", generation.state())
                    .put("release", generation.release())
                    .put("pins", generation.pins());
        }
        json.put("configuration", status.configuration());
        ArrayNode jobs = json.putArray("jobs");
        status.jobs().forEach(job -> put(jobs.addObject(), job));
        ArrayNode actors = json.putArray("actors");
        status.actors().forEach(type -> put(actors.addObject(), type));
        json.set("migration", migration(status.migration()));
        status.snapshot()
                .ifPresentOrElse(
                        kept -> json.set("snapshot", snapshot(kept)),
                        () -> json.putNull("snapshot"));
        return json;
    }

    private static ObjectNode migration(MigrationReport report) {
        ObjectNode json =
                Lines.object()
                        .put("sweeping", report.sweeping())
                        .put("seen", report.seen())
                        .put("total", report.total());
        ArrayNode aside = json.putArray("aside");
        for (MigrationReport.Aside type : report.aside()) {
            aside.addObject()
                    .put("type", type.type())
                    .put("count", type.count())
                    .put("why", type.why());
        }
        return json;
    }

    private static ObjectNode snapshot(SnapshotStatus kept) {
        ObjectNode json =
                Lines.object()
                        .put("place", kept.place())
                        .put("state", kept.state().name().toLowerCase(Locale.ROOT))
                        .put("actors", kept.actors())
                        .put("total", kept.total())
                        .put("release", kept.release());
        if (kept.taken().isPresent()) {
            json.put("taken", kept.taken().get().toString());
        } else {
            json.putNull("taken");
        }
        ObjectNode unknown = json.putObject("unknown");
        kept.unknown().forEach(unknown::put);
        return json;
    }

    private static ObjectNode config(Status.ModuleStatus module) {
        ObjectNode config = Lines.object();
        module.config().forEach(config::put);
        return config;
    }

    private static void put(ObjectNode json, JobStatus job) {
        json.put("name", job.name())
                .put("module", job.module())
                .put("periodMillis", job.period().toMillis())
                .put("next", job.next().toString())
                .put("running", job.running())
                .put("runs", job.runs())
                .put("failures", job.failures())
                .put("skipped", job.skipped());
        if (job.last().isPresent()) {
            json.put("last", job.last().get().toString());
        } else {
            json.putNull("last");
        }
    }

    private static void put(ObjectNode json, TypeReport type) {
        json.put("type", type.type())
                .put("count", type.count())
                .put("waiting", type.waiting())
                .put("failed", type.failed())
                .put("refused", type.refused())
                .put("busiest", type.busiest())
                .put("slowest", type.slowest())
                .put("slowestMicros", type.slowestMicros())
                .put("turns", type.turns())
                .put("quarantined", type.quarantined());
    }

    static ObjectNode history(List<JournalEntry> entries) {
        ObjectNode json = Lines.object();
        ArrayNode array = json.putArray("entries");
        for (JournalEntry entry : entries) {
            array.addObject()
                    .put("at", entry.at().toString())
                    .put("what", entry.what())
                    .put("outcome", entry.outcome())
                    .put("from", entry.from())
                    .put("to", entry.to())
                    .put("release", entry.release())
                    .put("configuration", entry.configuration())
                    .put("message", entry.message());
        }
        return json;
    }

    static ObjectNode leaks(List<Leak> leaks) {
        ObjectNode json = Lines.object();
        ArrayNode array = json.putArray("leaks");
        for (Leak leak : leaks) {
            ObjectNode one = array.addObject();
            one.put("loader", leak.loader())
                    .put("releasedMillis", leak.releasedMillis())
                    .put("completedCollections", leak.completedCollections())
                    .put("suspected", leak.suspected());
            leak.heldBy().forEach(one.putArray("heldBy")::add);
        }
        return json;
    }

    private static void put(ObjectNode json, Closure closure) {
        json.put("changed", closure.changed())
                .put("modules", closure.modules())
                .put("classes", closure.classes());
        ArrayNode reloads = json.putArray("reloads");
        for (Closure.Reload reload : closure.reloads()) {
            ObjectNode one = reloads.addObject().put("module", reload.module());
            one.put("reason", reload.reason());
            reload.because()
                    .ifPresentOrElse(
                            because -> one.put("because", because), () -> one.putNull("because"));
            one.put("classes", reload.classes()).put("libraryClasses", reload.libraryClasses());
        }
    }

    private static void put(ObjectNode json, WarmReport warm) {
        json.put("settled", warm.settled())
                .put("millis", warm.millis())
                .put("cpuMillis", warm.cpuMillis())
                .put("replayed", warm.replayed())
                .put("compiled", warm.compiled())
                .put("deoptimised", warm.deoptimised())
                .put("coldPercent", warm.coldPercent())
                .put("pacing", warm.pacing());
        ArrayNode kinds = json.putArray("kinds");
        for (WarmReport.Kind kind : warm.kinds()) {
            ObjectNode one =
                    kinds.addObject()
                            .put("name", kind.name())
                            .put("percent", kind.percent())
                            .put("replayed", kind.replayed())
                            .put("nanos", kind.nanos())
                            .put("liveNanos", kind.liveNanos());
            kind.cold().ifPresentOrElse(why -> one.put("cold", why), () -> one.putNull("cold"));
            kind.remedy().ifPresent(remedy -> one.put("remedy", remedy));
        }
    }

    private static void put(ArrayNode json, Comparison comparison) {
        for (Comparison.Subject subject : comparison.subjects()) {
            ObjectNode one =
                    json.addObject()
                            .put("subject", subject.name())
                            .put("kept", subject.kept())
                            .put("compared", subject.compared())
                            .put("different", subject.different())
                            .put("unexpected", subject.unexpected());
            ArrayNode paths = one.putArray("paths");
            for (Comparison.Path path : subject.paths()) {
                ObjectNode way =
                        paths.addObject()
                                .put("path", path.path())
                                .put("kind", path.kind().label())
                                .put("words", path.kind().words())
                                .put("count", path.count());
                path.expected()
                        .ifPresentOrElse(
                                why -> way.put("expected", why), () -> way.putNull("expected"));
                ArrayNode examples = way.putArray("examples");
                for (Comparison.Example example : path.examples()) {
                    examples.addObject()
                            .put("key", example.key())
                            .put("before", example.before())
                            .put("now", example.now());
                }
            }
        }
    }

    private static void put(ObjectNode json, int from, int to, String release, boolean confirmed) {
        json.put("from", from).put("to", to).put("release", release).put("confirmed", confirmed);
    }
}
