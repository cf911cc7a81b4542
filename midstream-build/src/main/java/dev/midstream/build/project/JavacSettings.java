package dev.midstream.build.project;

import java.nio.file.Path;
import java.util.List;

/**
 * How the compiler is called.
 *
 * @param options its options, without class paths
 * @param encoding the name of the sources' character set
 * @param processorPath where annotation processors are found; if empty, on the class path
 */
public record JavacSettings(List<String> options, String encoding, List<Path> processorPath) {

    /** The release that is compiled for when nothing says which. */
    public static final String DEFAULT_RELEASE = "25";

    /** Copies. */
    public JavacSettings {
        options = List.copyOf(options);
        processorPath = List.copyOf(processorPath);
    }

    /** What a folder without a pom gets. */
    public static JavacSettings plain() {
        return new JavacSettings(
                List.of("-parameters", "-g", "--release", DEFAULT_RELEASE), "UTF-8", List.of());
    }

    /** Whether the build asks to see the compiler's warnings. */
    public boolean showsWarnings() {
        return options.stream()
                .anyMatch(option -> option.startsWith("-Xlint") || option.equals("-Werror"));
    }
}
