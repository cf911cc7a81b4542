package dev.midstream.runtime.upgrade.verify;

import dev.midstream.runtime.actor.ActorEngine;
import dev.midstream.runtime.artefact.Artefact;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.HostTypes;
import dev.midstream.runtime.generation.ReloadPlan;
import dev.midstream.runtime.generation.Verified;
import dev.midstream.runtime.graph.AppScan;
import dev.midstream.runtime.graph.Binder;
import dev.midstream.runtime.graph.ModuleGraph;
import dev.midstream.runtime.graph.ScannedApp;
import dev.midstream.runtime.graph.ServiceType;
import dev.midstream.runtime.loader.JarCache;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The stage verify. One per host; used by one thread at a time. */
public final class VerifyStage {

    private final HostTypes host;
    private final JarCache cache;
    private final ActorEngine actors;

    /**
     * The stage.
     *
     * @param host what the host shares
     * @param cache where unpacked jars are kept
     * @param actors the host's actors
     */
    public VerifyStage(HostTypes host, JarCache cache, ActorEngine actors) {
        this.actors = actors;
        this.host = host;
        this.cache = cache;
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
        Artefact artefact = Artefact.read(file);
        ScannedApp app = AppScan.scan(artefact, cache);
        ModuleGraph graph = Binder.bind(app, host.serviceTypes());
        List<Finding> findings = new ArrayList<>(FrozenContracts.check(app, host));
        for (Class<?> contract : host.contracts()) {
            checkReference(graph, contract, referenced.contains(contract), findings);
        }
        ReloadPlan plan = ReloadPlan.of(graph, current);
        findings.addAll(LiveActors.check(actors, graph, plan, current));
        if (!findings.isEmpty()) {
            throw new Refused(findings);
        }
        return new Verified(Artefact.release(file), graph, plan, List.of());
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
