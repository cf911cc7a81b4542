package dev.midstream.runtime.graph;

import dev.midstream.runtime.loader.JarContent;
import java.util.List;
import java.util.Optional;

/**
 * An app as its jars describe it, not bound yet.
 *
 * @param name the app's name
 * @param modules its modules, sorted by name
 * @param shared the libraries that modules share; empty if there are none
 */
public record ScannedApp(
        String name, List<ScannedModule> modules, Optional<SharedLibraries> shared) {

    /**
     * One module.
     *
     * @param descriptor what its bytecode says
     * @param jars its jar, then its private libraries
     */
    public record ScannedModule(Descriptor descriptor, List<JarContent> jars) {}

    /**
     * The libraries that modules share.
     *
     * @param version the first 12 hexadecimal digits of their digest
     * @param ids which ones
     * @param jars their content, in the same order
     */
    public record SharedLibraries(String version, List<String> ids, List<JarContent> jars) {}
}
