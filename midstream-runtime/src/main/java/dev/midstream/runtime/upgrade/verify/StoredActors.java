package dev.midstream.runtime.upgrade.verify;

import dev.midstream.runtime.actor.ActorEngine;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.graph.ActorTypeError;
import dev.midstream.runtime.graph.ModuleGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Refuses a release with a type whose actors are still in the snapshot that the host was started
 * with: they are taken in at a start only, and would be created anew meanwhile.
 */
final class StoredActors {

    private StoredActors() {}

    static List<Finding> check(ActorEngine actors, ModuleGraph graph) {
        List<Finding> findings = new ArrayList<>();
        Map<String, Long> unknown = actors.unknown();
        graph.modules().stream()
                .flatMap(module -> module.descriptor().actors().stream())
                .filter(fact -> unknown.containsKey(fact.type()))
                .forEach(fact ->
                        findings.add(
                                Finding.error(
                                        ActorTypeError.STORED,
                                        fact.type(),
                                        unknown.get(fact.type())
                                                + " actors of this type are in the snapshot, which"
                                                + " is read when a host starts; an upgrade would"
                                                + " create them anew",
                                        "Stop the host and start it with this release")));
        return findings;
    }
}
