package dev.midstream.runtime.generation;

import dev.midstream.runtime.config.Configuration;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.graph.ModuleGraph;
import dev.midstream.runtime.migration.Migrations;
import java.util.ArrayList;
import java.util.List;

/**
 * An artefact that has passed verify.
 *
 * @param release its release
 * @param graph its modules, bound
 * @param configuration what its modules are configured with
 * @param plan what is loaded and what is kept
 * @param migrations how the values of its actors come to it, and back
 * @param findings what is worth saying and refuses nothing
 */
public record Verified(
        String release,
        ModuleGraph graph,
        Configuration configuration,
        ReloadPlan plan,
        Migrations migrations,
        List<Finding> findings) {

    /** The same with more to say. */
    public Verified and(List<Finding> more) {
        List<Finding> all = new ArrayList<>(more);
        all.addAll(findings);
        return new Verified(release, graph, configuration, plan, migrations, all);
    }
}
