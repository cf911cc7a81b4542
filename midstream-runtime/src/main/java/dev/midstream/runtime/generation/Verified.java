package dev.midstream.runtime.generation;

import dev.midstream.runtime.config.Configuration;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.graph.ModuleGraph;
import java.util.List;

/**
 * An artefact that has passed verify.
 *
 * @param release its release
 * @param graph its modules, bound
 * @param configuration what its modules are configured with
 * @param plan what is loaded and what is kept
 * @param findings what is worth saying and refuses nothing
 */
public record Verified(
        String release,
        ModuleGraph graph,
        Configuration configuration,
        ReloadPlan plan,
        List<Finding> findings) {}
