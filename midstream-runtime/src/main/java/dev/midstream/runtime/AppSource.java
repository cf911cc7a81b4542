package dev.midstream.runtime;

import dev.midstream.runtime.finding.Refused;
import java.nio.file.Path;

/**
 * Turns a folder of sources into an artefact. Found with {@link java.util.ServiceLoader};
 * midstream-build has the one implementation.
 */
public interface AppSource {

    /**
     * Builds an app. Blocks.
     *
     * @param app its folder
     * @param home where outputs may be cached
     * @return the artefact file's bytes
     * @throws Refused with the compiler's diagnostics or what else is wrong
     */
    byte[] build(Path app, Path home) throws Refused;
}
