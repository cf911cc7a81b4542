package dev.midstream.runtime.upgrade.verify;

import dev.midstream.runtime.artefact.Artefact;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.finding.Severity;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.HostTypes;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The stage verify. One per host; used by one thread at a time. */
public final class VerifyStage {

    private final HostTypes host;
    private final JarCache cache;
    private final Optional<LinkCheck> links;

    /**
     * The stage.
     *
     * @param host what the host shares
     * @param cache where unpacked jars are kept
     * @param linked whether references are resolved; if not, traffic finds out
     */
    public VerifyStage(HostTypes host, JarCache cache, boolean linked) {
        this.host = host;
        this.cache = cache;
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
        Artefact artefact = Artefact.read(file);
        ScannedApp app = AppScan.scan(artefact, cache);
        ModuleGraph graph = Binder.bind(app, host.serviceTypes());
        List<Finding> findings = new ArrayList<>(FrozenContracts.check(app, host));
        for (Class<?> contract : host.contracts()) {
            checkReference(graph, contract, referenced.contains(contract), findings);
        }
        if (!findings.isEmpty()) {
            throw new Refused(findings);
        }
        ReloadPlan plan = ReloadPlan.of(graph, current);
        return new Verified(Artefact.release(file), graph, plan, link(app, plan));
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
