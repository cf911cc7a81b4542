package dev.midstream.runtime.generation;

import dev.midstream.runtime.TestApp;
import dev.midstream.runtime.actor.ActorEngine;
import dev.midstream.runtime.actor.ActorOptions;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.http.Router;
import dev.midstream.runtime.loader.JarCache;
import dev.midstream.runtime.service.MetricRegistry;
import dev.midstream.runtime.upgrade.load.LoadStage;
import dev.midstream.runtime.upgrade.verify.VerifyStage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Generations for tests: made of an app, or of a few objects. */
public final class Loads {

    private static final JarCache CACHE = new JarCache();
    private static final ActorEngine ACTORS = ActorEngine.start(ActorOptions.DEFAULT);

    private Loads() {}

    /** A generation without modules, whose services are these. */
    public static Generation empty(int number, Object... services) {
        try {
            return new Generation(
                    number,
                    "release" + number,
                    List.of(),
                    Router.of(List.of()),
                    List.of(services).stream().map(Loads::provided).toList());
        } catch (Refused impossible) {
            throw new AssertionError("no route collides with none", impossible);
        }
    }

    private static Optional<Generation.Provided> provided(Object service) {
        return Optional.of(new Generation.Provided(service, service.getClass().getClassLoader()));
    }

    static Verified verify(TestApp app, Optional<Generation> current) throws Refused {
        return new VerifyStage(HostTypes.NONE, CACHE, ACTORS, true)
                .verify(app.bytes(), current, Set.of());
    }

    static Generation load(TestApp app) throws Refused {
        return new LoadStage(HostTypes.NONE, Duration.ofSeconds(30), new MetricRegistry(), ACTORS)
                .load(verify(app, Optional.empty()), 1, new Cancellation(), discarded -> {});
    }
}
