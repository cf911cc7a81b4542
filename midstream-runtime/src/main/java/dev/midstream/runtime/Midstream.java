package dev.midstream.runtime;

import dev.midstream.runtime.finding.MidstreamException;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.generation.Gate;
import dev.midstream.runtime.generation.Pin;
import dev.midstream.runtime.job.JobTime;
import dev.midstream.runtime.journal.JournalEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A running app whose code can be upgraded. Safe for all threads.
 *
 * <pre>{@code
 * try (Midstream midstream = Midstream.builder()
 *         .app(Path.of("shop.msa")).home(Path.of("shop-home"))
 *         .contract(Pricing.class)
 *         .start()) {
 *     Pricing pricing = midstream.reference(Pricing.class);
 *     …                                     // each call goes to the current generation
 *     try (Pin pin = midstream.enter()) {   // all calls in here go to one
 *         …
 *     }
 * }
 * }</pre>
 */
public final class Midstream implements AutoCloseable {

    /** How long to wait for the turn of an actor whose state is asked for. */
    private static final Duration STATE = Duration.ofSeconds(10);

    private final Host host;

    Midstream(Host host) {
        this.host = host;
    }

    /** Begins to describe a host. */
    public static Builder builder() {
        return new Builder();
    }

    /** Where doors enter the current generation. */
    public Gate gate() {
        return host.gate();
    }

    /**
     * A lasting reference to a service: each call goes to the generation that the calling thread
     * holds, or else to the current one, which it holds for the length of the call.
     *
     * @param contract a public interface that was named with {@link Builder#contract}
     * @return the same object each time
     * @throws MidstreamException if the contract was not named, or nobody provides it
     */
    public <T> T reference(Class<T> contract) {
        return host.references().to(contract);
    }

    /**
     * Holds the current generation for this thread until the pin is closed, so that all reference
     * calls in between go to the same one. May be nested. Keep it short: an upgrade waits for it,
     * at most for its drain deadline.
     *
     * @return to be closed by the same thread
     */
    public Pin enter() {
        return host.gate().enter();
    }

    /**
     * Takes the right to change what runs.
     *
     * @param who named to whoever is refused meanwhile, for example {@code pid 4711}
     * @throws Refused with {@code MS-UPGRADE-001} and who holds it and where that stands
     */
    public Lease lease(String who) throws Refused {
        return host.lease(who);
    }

    /** What the host is doing now. */
    public Status status() {
        return host.status();
    }

    /**
     * The metrics of the host and of its modules, in Prometheus' text format, version 0.0.4. Calls
     * the modules' gauges, each module at most for a second.
     */
    public String metrics() {
        return host.metrics();
    }

    /**
     * The state of an actor, as it is between two turns; for tests and tools. Its class is of the
     * generation that the actor is in: do not keep it.
     *
     * @param type the name in its {@code @ActorType}
     * @return empty if there is no such actor
     * @throws IllegalStateException if it is at work for more than 10 s, or quarantined
     */
    public Optional<Object> state(String type, String key) {
        return host.actors().state(type, key, STATE);
    }

    /** What happened to the home, oldest first; empty without a home. */
    public List<JournalEntry> history() {
        return host.history();
    }

    /**
     * The loaders that were released and are not collected yet.
     *
     * @param collect whether to run a collection first and wait a moment for what it frees
     */
    public List<Leak> leaks(boolean collect) {
        return host.leaks(collect);
    }

    /** The home, if there is one. */
    public Optional<Path> home() {
        return host.home();
    }

    /**
     * Drains the current generation, at most for the drain deadline, has its actors kept if there
     * is a store for them, and stops every module.
     *
     * @throws MidstreamException if not all actors could be kept; everything is closed all the same
     */
    @Override
    public void close() {
        host.close();
    }

    /** Describes a host. Used by one thread. */
    public static final class Builder {
        private Optional<Path> app = Optional.empty();
        private Optional<byte[]> artefact = Optional.empty();
        private Optional<Path> home = Optional.empty();
        private final Set<Class<?>> contracts = new LinkedHashSet<>();
        private final Map<Class<?>, Object> services = new HashMap<>();
        private Duration lifecycleDeadline =
                Duration.ofMillis(Long.getLong("midstream.lifecycle.deadline.millis", 30_000));
        private boolean collects;
        private Duration warmBudget =
                Duration.ofMillis(Long.getLong("midstream.warm.budget.millis", 20_000));
        private Optional<SnapshotStore> snapshots = Optional.empty();
        private JobTime jobTime = JobTime.SYSTEM;
        private Duration jobDeadline =
                Duration.ofMillis(Long.getLong("midstream.job.deadline.millis", 30_000));

        Builder() {}

        /** The app: an artefact file, or a folder if midstream-build is on the class path. */
        public Builder app(Path path) {
            app = Optional.of(path);
            return this;
        }

        /** The app as an artefact's bytes, instead of {@link #app}. */
        public Builder artefact(byte[] bytes) {
            artefact = Optional.of(bytes);
            return this;
        }

        /**
         * The folder that the host owns: journal, artefacts and, with midstream-admin on the class
         * path, the socket of the command line. Created if it does not exist. Without one there is
         * no history and no rollback past a confirmation.
         */
        public Builder home(Path folder) {
            home = Optional.of(folder);
            return this;
        }

        /**
         * Types on the host's class path that it shares with modules, each with its whole package.
         * They cannot change while the host runs. Public interfaces among them can be referred to.
         */
        public Builder contract(Class<?>... types) {
            contracts.addAll(List.of(types));
            return this;
        }

        /**
         * Something of the host's that modules may ask for in their constructors, once per type.
         *
         * @throws MidstreamException with {@code MS-HOST-005} if the type has one already
         */
        public <T> Builder provide(Class<T> type, T service) {
            Object first = services.putIfAbsent(type, type.cast(service));
            if (first != null) {
                throw new MidstreamException(
                        MidstreamError.PROVIDED_TWICE,
                        type.getName(),
                        "provided twice: first a "
                                + first.getClass().getName()
                                + ", then a "
                                + service.getClass().getName()
                                + "; a module that asks for the type could get either",
                        "Provide one, or give the other a type of its own");
            }
            return this;
        }

        /** How long each constructor, {@code start} and {@code stop} may take; 30 s. */
        public Builder lifecycleDeadline(Duration deadline) {
            lifecycleDeadline = deadline;
            return this;
        }

        /**
         * Whether the process is the host's own: it asks the JVM for a collection when released
         * loaders wait for one, and lowers the JIT's threads while a version is warmed; off. Only
         * for a process whose flags make {@link System#gc} a concurrent one.
         */
        public Builder collectsReleased(boolean asks) {
            collects = asks;
            return this;
        }

        /**
         * How long a new version may be warmed with sampled traffic before it serves; 20 s. Zero
         * for not at all.
         */
        public Builder warmBudget(Duration budget) {
            warmBudget = budget;
            return this;
        }

        /**
         * Where the actors are kept while no host runs: what is there is taken in before the start
         * returns, and all actors are put there at the close. The host closes it.
         */
        public Builder snapshots(SnapshotStore store) {
            snapshots = Optional.of(store);
            return this;
        }

        /** How long one run of a job may take before it is interrupted; 30 s. */
        public Builder jobDeadline(Duration deadline) {
            jobDeadline = deadline;
            return this;
        }

        /** Another time for jobs, for tests. */
        Builder jobTime(JobTime time) {
            jobTime = time;
            return this;
        }

        /**
         * Starts the app: returns when its first generation is current.
         *
         * @throws Refused with everything that is wrong with it, or if the home is taken
         */
        public Midstream start() throws Refused {
            return Host.start(
                    new HostOptions(
                            app,
                            artefact,
                            home,
                            List.copyOf(contracts),
                            Map.copyOf(services),
                            lifecycleDeadline,
                            collects,
                            warmBudget,
                            jobTime,
                            jobDeadline,
                            snapshots));
        }
    }
}
