package dev.midstream.build;

import dev.midstream.runtime.artefact.Artefact;
import dev.midstream.runtime.finding.Finding;
import java.util.List;

/**
 * An app, built.
 *
 * @param artefact what was built
 * @param file the artefact as the bytes of a file
 * @param release the name of the release
 * @param findings warnings and remarks
 * @param compiledModules modules that were compiled or built by their own build
 * @param reusedModules modules whose output was there already
 * @param compiledFiles sources that were given to the compiler
 */
public record Built(
        Artefact artefact,
        byte[] file,
        String release,
        List<Finding> findings,
        int compiledModules,
        int reusedModules,
        int compiledFiles) {

    /** Copies the list; the bytes are shared and never written to. */
    public Built {
        findings = List.copyOf(findings);
    }
}
