package dev.midstream.runtime.upgrade.warm;

import dev.midstream.api.AppModule;
import dev.midstream.runtime.actor.ShadowActors;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.generation.Gate;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.Lifecycle;
import dev.midstream.runtime.generation.ModuleInstance;
import dev.midstream.runtime.generation.Pin;
import dev.midstream.runtime.generation.ReplayDoor;
import dev.midstream.runtime.generation.Shadow;
import dev.midstream.runtime.http.Match;
import dev.midstream.runtime.http.Route;
import dev.midstream.runtime.record.RequestSample;
import dev.midstream.runtime.record.Reservoir;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/** Makes the work of a warm-up of what doors and actors have kept, and of what modules add. */
final class Pieces {

    private final Gate gate;
    private final Lifecycle lifecycle;
    private final Shadow shadow;
    private final Generation live;
    private final List<Piece> requests = new ArrayList<>();
    private final List<Piece> turns = new ArrayList<>();
    private final List<Piece> added = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    Pieces(Gate gate, Shadow shadow, Generation live, Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
        this.gate = gate;
        this.shadow = shadow;
        this.live = live;
    }

    /** Collects all of it; calls each module's {@code warm}. */
    void collect() {
        for (ReplayDoor door : gate.doors()) {
            List<Reservoir.Kind<RequestSample>> kinds = door.requests();
            long all = sum(kinds);
            kinds.forEach(kind -> requests.add(requests(door, kind, all)));
        }
        List<Reservoir.Kind<ShadowActors.Kept>> kept =
                shadow.actors().turns(live.behaviours(), shadow.generation().behaviours());
        long all = sum(kept);
        kept.forEach(kind -> turns.add(turns(kind, all)));
        shadow.generation().modules().forEach(this::warm);
    }

    private static <T> long sum(List<Reservoir.Kind<T>> kinds) {
        return Math.max(1, kinds.stream().mapToLong(Reservoir.Kind::count).sum());
    }

    /** What clients have asked for. */
    List<Piece> requests() {
        return requests;
    }

    /** What actors have done. */
    List<Piece> turns() {
        return turns;
    }

    /** All of them, what is most frequent first. */
    List<Piece> all() {
        List<Piece> all = new ArrayList<>(requests);
        all.addAll(turns);
        all.sort((one, other) -> Double.compare(other.percent(), one.percent()));
        all.addAll(added);
        return all;
    }

    /** What went wrong with what modules add. */
    List<Finding> findings() {
        return findings;
    }

    private Piece requests(ReplayDoor door, Reservoir.Kind<RequestSample> kind, long all) {
        List<Callable<Boolean>> samples = new ArrayList<>();
        kind.kept().forEach(sample -> samples.add(() -> replay(door, sample)));
        return new Piece(
                kind.kind(),
                100.0 * kind.count() / all,
                median(kind.kept().stream().mapToLong(RequestSample::nanos).sorted().toArray()),
                samples,
                cold(kind));
    }

    private Optional<Cold> cold(Reservoir.Kind<RequestSample> kind) {
        if (kind.kept().isEmpty()) {
            return Optional.of(Cold.NOT_KEPT);
        }
        RequestSample sample = kind.kept().getFirst();
        String path = sample.target().replaceFirst("\\?.*", "");
        if (!(shadow.generation().router().match(sample.method(), path)
                instanceof Match.Found hit)) {
            return Optional.of(Cold.NO_ROUTE);
        }
        Route route = hit.route();
        if (route.streams()) {
            return Optional.of(Cold.STREAMS);
        }
        return route.sampling().replayable() ? Optional.empty() : Optional.of(Cold.NOT_REPLAYABLE);
    }

    private boolean replay(ReplayDoor door, RequestSample sample) throws Exception {
        boolean mayFail = sample.status() >= 500;
        try {
            int status = door.replay(shadow.generation(), sample);
            return status > 0 && (status < 500 || mayFail);
        } catch (InterruptedException stuck) {
            throw stuck;
        } catch (Exception thrown) {
            if (mayFail) {
                return true;
            }
            throw thrown;
        }
    }

    private Piece turns(Reservoir.Kind<ShadowActors.Kept> kind, long all) {
        List<Callable<Boolean>> samples = new ArrayList<>();
        kind.kept().forEach(kept -> samples.add(() -> held(() -> shadow.actors().replay(kept))));
        return new Piece(
                "turn " + kind.kind(),
                100.0 * kind.count() / all,
                median(kind.kept().stream().mapToLong(ShadowActors.Kept::nanos).sorted().toArray()),
                samples,
                kind.kept().isEmpty() ? Optional.of(Cold.NO_ACTOR) : Optional.empty());
    }

    private static long median(long[] sorted) {
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    private <T> T held(Callable<T> work) throws Exception {
        try (Pin _ = gate.lend(shadow.generation())) {
            return work.call();
        }
    }

    private void warm(ModuleInstance instance) {
        if (instance.module().isEmpty()) {
            return;
        }
        WarmupRecorder recorder = new WarmupRecorder(instance.descriptor().name());
        AppModule module = instance.module().get();
        try {
            lifecycle.run(
                    "warm of " + instance.subject(),
                    instance.loader(),
                    () -> {
                        module.warm(recorder);
                        return recorder;
                    });
        } catch (ExecutionException e) {
            hookFailed(instance, "its warm threw " + e.getCause());
        } catch (Lifecycle.TooSlow slow) {
            hookFailed(instance, String.valueOf(slow.getMessage()));
        }
        recorder.close();
        add(instance, recorder);
    }

    private void hookFailed(ModuleInstance instance, String what) {
        findings.add(
                Finding.warning(
                        WarmError.HOOK_FAILED,
                        instance.subject(),
                        instance.config().masked(what),
                        "It is constructed and configured then, and not started: use nothing that"
                                + " start opens"));
    }

    private void add(ModuleInstance instance, WarmupRecorder recorder) {
        String of = " of " + instance.descriptor().name();
        recorder.works()
                .forEach((name, work) ->
                        added.add(
                                new Piece(
                                        "work " + name + of,
                                        0,
                                        0,
                                        List.of(() -> worked(instance, work)),
                                        Optional.empty())));
        gate.doors().stream()
                .findFirst()
                .ifPresent(door ->
                        recorder.requests()
                                .forEach(request ->
                                        added.add(
                                                new Piece(
                                                        request + of,
                                                        0,
                                                        0,
                                                        List.of(() -> replay(door, request)),
                                                        Optional.empty()))));
    }

    private boolean worked(ModuleInstance instance, Callable<?> work) throws Exception {
        try (Pin _ = gate.lend(shadow.generation(), instance.loader())) {
            work.call();
            return true;
        }
    }
}
