package dev.midstream.runtime.upgrade.unload;

import dev.midstream.api.AppModule;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.ModuleFailure;
import dev.midstream.runtime.generation.Cancellation;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.GenerationState;
import dev.midstream.runtime.generation.Lifecycle;
import dev.midstream.runtime.generation.ModuleInstance;
import dev.midstream.runtime.loader.Collector;
import dev.midstream.runtime.loader.JdbcDrivers;
import dev.midstream.runtime.loader.ModuleLoader;
import dev.midstream.runtime.loader.Releases;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;

/** The stage unload. One per host; used by one thread at a time. */
public final class UnloadStage {

    private static final Logger LOG = System.getLogger(UnloadStage.class.getName());

    /** How long threads that {@code stop} asked to end may take to do so before they are named. */
    private static final Duration ENDING = Duration.ofMillis(200);

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
        for (ModuleInstance instance : gone) {
            stop(instance);
            closeThreads(instance);
        }
        gone.forEach(this::deregisterDrivers);
        JdkCaches.flush(gone.stream().map(ModuleInstance::loader).toList());
        warnOfKeepers(gone);
        for (ModuleInstance instance : gone) {
            instance.forget();
            releases.add(instance.loader(), generation.number(), collector.completed());
        }
        if (!gone.isEmpty()) {
            LOG.log(Level.DEBUG, "released {0}: {1}", generation, gone);
            collector.expect(releases);
        }
    }

    private void deregisterDrivers(ModuleInstance instance) {
        ModuleLoader loader = instance.loader();
        if (!JdbcDrivers.mayBeHeld(loader)) {
            return;
        }
        try {
            new Lifecycle(deadline, new Cancellation())
                    .run(
                            "JDBC drivers of " + instance.subject(),
                            loader,
                            () -> {
                                JdbcDrivers.deregister(loader);
                                return Boolean.TRUE;
                            });
        } catch (ExecutionException | Lifecycle.TooSlow | CancellationException e) {
            Object why = e.getCause() == null ? e : e.getCause();
            warn(
                    UnloadError.DRIVERS,
                    instance.subject(),
                    "its JDBC drivers stay registered: " + why);
        }
    }

    private static void warnOfKeepers(List<ModuleInstance> gone) {
        Map<String, String> subjects = new HashMap<>();
        gone.forEach(instance ->
                subjects.put(String.valueOf(instance.loader().getName()), instance.subject()));
        awaitEnding(subjects.keySet());
        for (Keepers.Keeper keeper : Keepers.atOnce(subjects.keySet())) {
            String subject = subjects.getOrDefault(keeper.loader(), keeper.loader());
            warn(keeper.code(), subject, "it left behind " + keeper.what());
        }
    }

    /** A pool that was shut down a moment ago has threads that are about to end. */
    private static void awaitEnding(Set<String> loaders) {
        long end = System.nanoTime() + ENDING.toNanos();
        try {
            for (Thread thread : Keepers.threads(loaders)) {
                long left = end - System.nanoTime();
                if (left <= 0 || !thread.join(Duration.ofNanos(left))) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void warn(UnloadError code, String subject, String seen) {
        LOG.log(Level.WARNING, Finding.warning(code, subject, seen, code.remedy()).toString());
    }

    /** Before its providers are stopped, since its tasks may call them. */
    private static void closeThreads(ModuleInstance instance) {
        List<String> left = instance.made().close();
        if (!left.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "threads of {0} ignore their interrupt and keep it loaded: {1}",
                    instance,
                    String.join(", ", left));
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
            String text = String.valueOf(ModuleFailure.of(thrown).getMessage());
            LOG.log(
                    Level.WARNING,
                    "stop of {0} threw {1}",
                    instance.subject(),
                    instance.config().masked(text));
        } catch (Lifecycle.TooSlow e) {
            LOG.log(Level.WARNING, e.getMessage());
        } catch (CancellationException e) {
            LOG.log(Level.WARNING, "stop of {0} was interrupted", instance);
        }
    }
}
