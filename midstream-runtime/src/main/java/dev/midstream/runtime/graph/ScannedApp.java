package dev.midstream.runtime.graph;

import dev.midstream.runtime.loader.JarContent;
import dev.midstream.runtime.loader.OwnJars;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
     * @param jar its own jar
     * @param shown the libraries that are loaded with it and that its dependents see through it
     * @param hidden the libraries that are loaded with it and that nobody else sees
     */
    public record ScannedModule(
            Descriptor descriptor,
            JarContent jar,
            List<ScannedLibrary> shown,
            List<ScannedLibrary> hidden) {

        /** What the module's loader defines. */
        public OwnJars own() {
            return new OwnJars(
                    Stream.concat(Stream.of(jar), shown.stream().map(ScannedLibrary::jar)).toList(),
                    hidden.stream().map(ScannedLibrary::jar).toList());
        }
    }

    /**
     * A library that is loaded with a module.
     *
     * @param id {@code groupId:artifactId:version}, with {@code :classifier} where there is one
     * @param jar its content
     */
    public record ScannedLibrary(String id, JarContent jar) {}

    /**
     * The libraries that modules share: one loader for all of them.
     *
     * @param version the first 12 hexadecimal digits of their digest
     * @param ids which ones
     * @param jars their content, in the same order
     */
    public record SharedLibraries(String version, List<String> ids, List<JarContent> jars) {

        /** The name of their loader; no artifactId has a space. */
        public static final String NAME = "shared libraries";
    }
}
