package dev.midstream.runtime;

import dev.midstream.runtime.actor.ActorEngine;
import dev.midstream.runtime.actor.ActorOptions;
import dev.midstream.runtime.config.ConfigSources;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.MidstreamException;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.finding.Severity;
import dev.midstream.runtime.generation.Cancellation;
import dev.midstream.runtime.generation.Gate;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.GenerationState;
import dev.midstream.runtime.generation.HostTypes;
import dev.midstream.runtime.generation.References;
import dev.midstream.runtime.generation.Verified;
import dev.midstream.runtime.job.Jobs;
import dev.midstream.runtime.journal.Journal;
import dev.midstream.runtime.journal.JournalEntry;
import dev.midstream.runtime.loader.Collector;
import dev.midstream.runtime.loader.JarCache;
import dev.midstream.runtime.loader.JarShelf;
import dev.midstream.runtime.loader.Releases;
import dev.midstream.runtime.service.MetricRegistry;
import dev.midstream.runtime.upgrade.Outcome;
import dev.midstream.runtime.upgrade.Pipeline;
import dev.midstream.runtime.upgrade.UpgradeError;
import dev.midstream.runtime.upgrade.confirm.Lineage;
import dev.midstream.runtime.upgrade.drain.DrainStage;
import dev.midstream.runtime.upgrade.load.LoadStage;
import dev.midstream.runtime.upgrade.unload.Keepers;
import dev.midstream.runtime.upgrade.unload.UnloadStage;
import dev.midstream.runtime.upgrade.verify.VerifyStage;
import dev.midstream.runtime.upgrade.warm.WarmStage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * One running app: its gate, its generations, its journal, and the one lease to change them. Safe
 * for all threads; what changes generations runs under the lease.
 */
final class Host {

    private static final Logger LOG = System.getLogger(Midstream.class.getName());

    /** How long a closing host waits for work that still holds a generation. */
    private static final Duration CLOSE_DRAIN = Duration.ofSeconds(30);

    private final Gate gate;
    private final Lineage lineage;
    private final Pipeline pipeline;
    private final References references;
    private final Releases releases;
    private final Collector collector;
    private final JarShelf shelf;
    private final Optional<Journal> journal;
    private final Optional<Path> home;
    private final String app;
    private final ActorEngine actors = ActorEngine.start(ActorOptions.DEFAULT);
    private final Jobs jobs;
    private final MetricRegistry metrics = new MetricRegistry();
    private final Optional<Snapshots> snapshots;
    private final HostRecords records;

    private Optional<HostLease> lease = Optional.empty();
    private Optional<HomeService.Claim> claim = Optional.empty();
    private boolean closed;

    private Host(
            HostOptions options,
            HostTypes types,
            Optional<Journal> journal,
            JarShelf shelf,
            byte[] artefact)
            throws Refused {
        this.shelf = shelf;
        this.journal = journal;
        this.home = options.home();
        this.releases = new Releases();
        this.collector = new Collector(options.collects());
        ConfigSources sources = new ConfigSources(options.home(), System::getenv);
        VerifyStage verify =
                new VerifyStage(types, new JarCache(shelf), actors, isLinked(), sources);
        LoadStage load = new LoadStage(types, options.lifecycleDeadline(), metrics, actors);
        UnloadStage unload = new UnloadStage(releases, collector, options.lifecycleDeadline());
        Verified verified = verify.verify(artefact, Optional.empty(), Set.of());
        verified.findings().forEach(Host::log);
        Generation first = load.load(verified, 1, new Cancellation(), unload::release);
        first.state(GenerationState.CURRENT);
        this.app = verified.graph().app();
        if (options.snapshots().isPresent()) {
            actors.hold(); // what a module's own threads send waits for what is kept
        }
        actors.cutOver(first.behaviours());
        this.gate = new Gate(first);
        this.records = new HostRecords(journal, gate);
        actors.open(gate::desk);
        actors.probe(arrival -> gate.doors().stream().mapToInt(d -> d.probe(arrival)).sum());
        this.lineage = new Lineage(first);
        this.references = new References(gate, types);
        this.jobs = new Jobs(gate, options.jobTime(), options.jobDeadline());
        this.pipeline =
                new Pipeline(
                        gate,
                        lineage,
                        verify,
                        load,
                        new WarmStage(
                                gate,
                                options.warmBudget(),
                                options.lifecycleDeadline(),
                                options.collects()),
                        unload,
                        references::contracts,
                        jobs::follow,
                        actors,
                        options.collects());
        this.snapshots = options.snapshots().map(store -> new Snapshots(store, actors, app));
    }

    /** Off for diagnosis only: a reference that does not resolve is found by traffic then. */
    private static boolean isLinked() {
        return !System.getProperty("midstream.verify.links", "on").equals("off");
    }

    /** What is said of the first release; there is no one else to tell. */
    private static void log(Finding finding) {
        LOG.log(finding.severity() == Severity.INFO ? Level.DEBUG : Level.WARNING, "{0}", finding);
    }

    static Midstream start(HostOptions options) throws Refused {
        startJdkThreads();
        BreakIn.once();
        Optional<HomeService.Claim> claim = Optional.empty();
        JarShelf shelf = new JarShelf(options.home());
        if (options.home().isPresent()) {
            claim = HomeServices.claim(options.home().get());
        }
        try {
            byte[] artefact = AppSources.read(options);
            Optional<Journal> journal = HostRecords.open(options.home());
            HostTypes types = new HostTypes(options.contracts(), options.services());
            Host host = new Host(options, types, journal, shelf, artefact);
            restoreOrClose(host);
            host.booted(artefact);
            Midstream midstream = new Midstream(host);
            host.claim = claim;
            if (claim.isPresent()) {
                openOrClose(claim.get(), midstream);
            }
            return midstream;
        } catch (Refused | RuntimeException | Error e) {
            shelf.close();
            options.snapshots().ifPresent(SnapshotStore::close);
            claim.ifPresent(HomeService.Claim::close);
            throw e;
        }
    }

    /**
     * The JDK starts the thread for delays of CompletableFutures when it is first needed, and it
     * keeps the context class loader of whoever that is: not a module's, then.
     */
    private static void startJdkThreads() {
        CompletableFuture.delayedExecutor(1, TimeUnit.NANOSECONDS).execute(() -> {});
    }

    private static void restoreOrClose(Host host) throws Refused {
        try {
            if (host.snapshots.isPresent()) {
                host.snapshots.get().restore(host.gate.current());
            }
        } catch (Refused e) {
            host.close();
            throw e;
        }
        host.jobs.follow(host.gate.current());
    }

    private static void openOrClose(HomeService.Claim claim, Midstream midstream) throws Refused {
        try {
            claim.open(midstream);
        } catch (Refused e) {
            midstream.close();
            throw e;
        }
    }

    private void booted(byte[] artefact) {
        Generation first = gate.current();
        keep(first.release(), artefact);
        records.write("run", "done", 0, first.number(), first.release(), "started " + app);
    }

    Gate gate() {
        return gate;
    }

    References references() {
        return references;
    }

    ActorEngine actors() {
        return actors;
    }

    Pipeline pipeline() {
        return pipeline;
    }

    Optional<Journal> journal() {
        return journal;
    }

    Optional<Path> home() {
        return home;
    }

    synchronized Lease lease(String who) throws Refused {
        if (closed) {
            throw new Refused(
                    UpgradeError.CLOSED, app, "the host is closing", "Start it again first");
        }
        if (lease.isPresent()) {
            throw new Refused(
                    UpgradeError.BUSY,
                    app,
                    "one operation at a time, and " + lease.get().describe() + " is under way",
                    "Wait until it ends");
        }
        HostLease taken = new HostLease(this, who);
        lease = Optional.of(taken);
        return taken;
    }

    synchronized void giveBack(HostLease given) {
        if (lease.filter(held -> held == given).isPresent()) {
            lease = Optional.empty();
            notifyAll();
        }
    }

    Status status() {
        Optional<String> holder;
        synchronized (this) {
            holder = lease.map(HostLease::describe);
        }
        return StatusReport.of(
                app,
                lineage,
                holder,
                jobs.status(),
                actors.report(),
                actors.migrator().report(),
                snapshots.map(Snapshots::status));
    }

    String metrics() {
        return MetricsReport.of(gate, metrics, jobs.status(), actors.report());
    }

    List<JournalEntry> history() {
        try {
            return journal.isPresent() ? journal.get().entries() : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("the journal cannot be read", e);
        }
    }

    List<Leak> leaks(boolean collect) {
        if (collect) {
            collector.collect(releases);
        }
        long now = System.nanoTime();
        long unloading = collector.completed().unloading();
        List<Releases.Entry> waiting = releases.waiting();
        Map<String, List<String>> keepers =
                waiting.isEmpty()
                        ? Map.of()
                        : Keepers.of(
                                waiting.stream()
                                        .map(Releases.Entry::name)
                                        .collect(Collectors.toSet()));
        return waiting.stream()
                .map(entry ->
                        new Leak(
                                entry.name(),
                                Duration.ofNanos(now - entry.nanos()).toMillis(),
                                unloading - entry.collections().unloading(),
                                collector.suspects(entry),
                                keepers.getOrDefault(entry.name(), List.of())))
                .toList();
    }

    /** Writes down an outcome; a home that cannot be written is reported, and stops nothing. */
    void record(String what, Outcome outcome) {
        records.record(what, outcome);
    }

    /** Keeps an artefact for later rollbacks. */
    void keep(String release, byte[] artefact) {
        records.keep(release, artefact);
    }

    void close() {
        Optional<HostLease> running;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            running = lease;
        }
        running.ifPresent(HostLease::cancel);
        awaitLease();
        jobs.close();
        new DrainStage(gate).drain(gate.current(), CLOSE_DRAIN);
        Generation last = gate.current();
        Optional<Refused> unsaved = snapshots.flatMap(kept -> saved(kept, last));
        actors.close();
        pipeline.close();
        shelf.close();
        records.write("stop", "done", last.number(), 0, last.release(), "stopped " + app);
        snapshots.ifPresent(Snapshots::close);
        claim.ifPresent(HomeService.Claim::close);
        if (unsaved.isPresent()) {
            Finding first = unsaved.get().findings().getFirst();
            throw new MidstreamException(
                    first.code(), first.subject(), first.message(), first.remedy());
        }
    }

    private static Optional<Refused> saved(Snapshots snapshots, Generation last) {
        try {
            snapshots.save(last);
            return Optional.empty();
        } catch (Refused e) {
            e.findings().forEach(finding -> LOG.log(Level.ERROR, "{0}", finding));
            return Optional.of(e);
        }
    }

    private synchronized void awaitLease() {
        long end = System.nanoTime() + CLOSE_DRAIN.toNanos();
        try {
            while (lease.isPresent()) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    LOG.log(
                            Level.WARNING,
                            "closing while {0} is under way",
                            lease.get().describe());
                    return;
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The misuse of a lease that was given back. */
    static MidstreamException leaseClosed() {
        return new MidstreamException(
                UpgradeError.CLOSED, "lease", "it was given back", "Take another one");
    }
}
