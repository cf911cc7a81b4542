package dev.midstream.runtime.upgrade.unload;

import dev.midstream.api.AppModule;
import dev.midstream.runtime.finding.ModuleFailure;
import dev.midstream.runtime.generation.Cancellation;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.GenerationState;
import dev.midstream.runtime.generation.Lifecycle;
import dev.midstream.runtime.generation.ModuleInstance;
import dev.midstream.runtime.loader.Collector;
import dev.midstream.runtime.loader.Releases;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;

/** The stage unload. One per host; used by one thread at a time. */
public final class UnloadStage {

    private static final Logger LOG = System.getLogger(UnloadStage.class.getName());

    private final Releases releases;
    private final Collector collector;
    private final Duration deadline;

    /**
     * The stage.
     *
     * @param releases where released loaders are watched
     * @param collector counts and asks for collections
     * @param deadline for each {@code stop}
     */
    public UnloadStage(Releases releases, Collector collector, Duration deadline) {
        this.releases = releases;
        this.collector = collector;
        this.deadline = deadline;
    }

    /**
     * Lets a generation go that no work holds: stops the instances that no other generation
     * contains, users before their providers, and releases their loaders.
     */
    public void release(Generation generation) {
        generation.state(GenerationState.RELEASED);
        List<ModuleInstance> gone = new ArrayList<>();
        for (ModuleInstance instance : generation.modules().reversed()) {
            if (instance.release()) {
                gone.add(instance);
            }
        }
        gone.forEach(this::stop);
        for (ModuleInstance instance : gone) {
            instance.forget();
            releases.add(instance.loader(), generation.number(), collector.completed());
        }
        if (!gone.isEmpty()) {
            LOG.log(Level.DEBUG, "released {0}: {1}", generation, gone);
            collector.expect(releases);
        }
    }

    private void stop(ModuleInstance instance) {
        if (!instance.startCalled() || instance.module().isEmpty()) {
            return;
        }
        AppModule module = instance.module().get();
        try {
            new Lifecycle(deadline, new Cancellation())
                    .run(
                            "stop of " + instance.subject(),
                            instance.loader(),
                            () -> {
                                module.stop();
                                return Boolean.TRUE;
                            });
        } catch (ExecutionException e) {
            // As text: a logger may keep what it is given, and a cause would keep the loader.
            Throwable thrown = e.getCause() == null ? e : e.getCause();
            LOG.log(
                    Level.WARNING,
                    "stop of {0} threw {1}",
                    instance.subject(),
                    ModuleFailure.of(thrown).getMessage());
        } catch (Lifecycle.TooSlow e) {
            LOG.log(Level.WARNING, e.getMessage());
        } catch (CancellationException e) {
            LOG.log(Level.WARNING, "stop of {0} was interrupted", instance);
        }
    }
}
