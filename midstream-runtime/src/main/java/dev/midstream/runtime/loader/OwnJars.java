package dev.midstream.runtime.loader;

import java.util.List;
import java.util.stream.Stream;

/**
 * What one loader defines. Who requires it sees the shown jars only, so that the hidden ones may
 * differ from module to module.
 *
 * @param shown the module's jar, then the libraries whose types its signatures have
 * @param hidden its other libraries
 */
public record OwnJars(List<JarContent> shown, List<JarContent> hidden) {

    /** Copies. */
    public OwnJars {
        shown = List.copyOf(shown);
        hidden = List.copyOf(hidden);
    }

    /** All jars in the order in which the loader looks into them. */
    public List<JarContent> all() {
        return Stream.concat(shown.stream(), hidden.stream()).toList();
    }
}
