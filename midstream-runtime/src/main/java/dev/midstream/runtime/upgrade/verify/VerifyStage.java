package dev.midstream.runtime.upgrade.verify;

import dev.midstream.runtime.actor.ActorEngine;
import dev.midstream.runtime.artefact.Artefact;
import dev.midstream.runtime.config.ConfigShape;
import dev.midstream.runtime.config.ConfigSources;
import dev.midstream.runtime.config.Configuration;
import dev.midstream.runtime.config.Resolver;
import dev.midstream.runtime.config.Resolver.Resolved;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.finding.Severity;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.HostTypes;
import dev.midstream.runtime.generation.ModuleInstance;
import dev.midstream.runtime.generation.ReloadPlan;
import dev.midstream.runtime.generation.Verified;
import dev.midstream.runtime.graph.AppScan;
import dev.midstream.runtime.graph.Binder;
import dev.midstream.runtime.graph.ModuleGraph;
import dev.midstream.runtime.graph.ScannedApp;
import dev.midstream.runtime.graph.ScannedApp.SharedLibraries;
import dev.midstream.runtime.graph.ServiceType;
import dev.midstream.runtime.linkage.LinkCheck;
import dev.midstream.runtime.loader.Boundary;
import dev.midstream.runtime.loader.JarCache;
import dev.midstream.runtime.migration.Migrations;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The stage verify. One per host; used by one thread at a time. */
public final class VerifyStage {

    private final HostTypes host;
    private final JarCache cache;
    private final ActorEngine actors;
    private final ConfigSources sources;
    private final Optional<LinkCheck> links;

    /**
     * The stage.
     *
     * @param host what the host shares
     * @param cache where unpacked jars are kept
     * @param actors the host's actors
     * @param linked whether references are resolved; if not, traffic finds out
     */
    public VerifyStage(HostTypes host, JarCache cache, ActorEngine actors, boolean linked) {
        this(host, cache, actors, linked, ConfigSources.none());
    }

    /**
     * The stage.
     *
     * @param host what the host shares
     * @param cache where unpacked jars are kept
     * @param actors the host's actors
     * @param linked whether references are resolved; if not, traffic finds out
     * @param sources where configuration comes from, besides the artefact
     */
    public VerifyStage(
            HostTypes host,
            JarCache cache,
            ActorEngine actors,
            boolean linked,
            ConfigSources sources) {
        this.actors = actors;
        this.host = host;
        this.cache = cache;
        this.sources = sources;
        this.links =
                linked ? Optional.of(new LinkCheck(new Boundary(host.shared()))) : Optional.empty();
    }

    /**
     * Checks an artefact.
     *
     * @param file the artefact's bytes
     * @param current what runs; empty at boot
     * @param referenced the contracts that the host holds references to
     * @throws Refused with everything that is wrong
     */
    public Verified verify(byte[] file, Optional<Generation> current, Set<Class<?>> referenced)
            throws Refused {
        return verify(file, Optional.empty(), current, referenced);
    }

    /**
     * Checks an artefact that is gone back to.
     *
     * @param recorded the configuration it ran with, without secrets; empty for the one that the
     *     sources say now
     */
    public Verified verify(
            byte[] file,
            Optional<String> recorded,
            Optional<Generation> current,
            Set<Class<?>> referenced)
            throws Refused {
        Artefact artefact = Artefact.read(file);
        ScannedApp app = AppScan.scan(artefact, cache);
        ModuleGraph graph = Binder.bind(app, host.serviceTypes());
        List<Finding> findings = new ArrayList<>(FrozenContracts.check(app, host));
        for (Class<?> contract : host.contracts()) {
            checkReference(graph, contract, referenced.contains(contract), findings);
        }
        Resolved resolved =
                Resolver.resolve(
                        graph.configurations(),
                        graph.modules().stream()
                                .map(module -> module.descriptor().name())
                                .collect(Collectors.toSet()),
                        sources,
                        artefact.settings(),
                        recorded);
        if (!findings.isEmpty() || !resolved.usable()) {
            findings.addAll(resolved.findings());
            throw new Refused(findings);
        }
        Configuration configuration = resolved.configuration();
        ReloadPlan plan = ReloadPlan.of(graph, configuration, current);
        StateShapes shapes = new StateShapes(app, graph, new Boundary(host.shared()));
        Migrations migrations = shapes.plan(actors, plan, current);
        findings.addAll(shapes.findings());
        findings.addAll(StoredActors.check(actors, graph));
        if (findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR)) {
            throw new Refused(findings);
        }
        findings.addAll(resolved.findings());
        findings.addAll(link(app, plan));
        return new Verified(
                Artefact.release(file), graph, configuration, plan, migrations, findings);
    }

    /**
     * What the sources say now about the modules of a generation that runs.
     *
     * @param file the artefact that the generation was made of
     * @return perhaps not usable; empty if a source cannot be read, and verify will say why
     */
    public Optional<Resolved> configuration(byte[] file, Generation running) {
        SortedMap<String, List<ConfigShape>> shapes = new TreeMap<>();
        Set<String> names = new HashSet<>();
        for (ModuleInstance instance : running.modules()) {
            String name = instance.descriptor().name();
            names.add(name);
            List<ConfigShape> taken = ModuleGraph.configurations(instance.bindings());
            if (!taken.isEmpty()) {
                shapes.put(name, taken);
            }
        }
        try {
            String settings = Artefact.read(file).settings();
            Resolved resolved =
                    Resolver.resolve(shapes, names, sources, settings, Optional.empty());
            return Optional.of(resolved);
        } catch (Refused refused) {
            return Optional.empty();
        }
    }

    /** Links on paper what the plan loads; warnings if it links. */
    private List<Finding> link(ScannedApp app, ReloadPlan plan) throws Refused {
        Set<String> fresh = new HashSet<>(plan.fresh().keySet());
        if (plan.keptShared().isEmpty()) {
            fresh.add(SharedLibraries.NAME);
        }
        List<Finding> findings = links.map(check -> check.check(app, fresh)).orElse(List.of());
        if (findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR)) {
            throw new Refused(findings);
        }
        return findings;
    }

    private static void checkReference(
            ModuleGraph graph, Class<?> contract, boolean referenced, List<Finding> findings) {
        List<ModuleGraph.Source.OfModule> providers = graph.providers(ServiceType.of(contract));
        if (providers.size() > 1) {
            findings.add(
                    Finding.error(
                            ReleaseError.REFERENCE_AMBIGUOUS,
                            contract.getName(),
                            "is a contract of the host and provided by "
                                    + providers.stream().map(p -> p.module()).toList(),
                            "Let one module provide it"));
        } else if (providers.isEmpty() && referenced) {
            findings.add(
                    Finding.error(
                            ReleaseError.REFERENCE_NOT_PROVIDED,
                            contract.getName(),
                            "the host holds a reference to it, and no module provides it any more",
                            "Keep a public method with @Provides that returns it"));
        }
    }
}
