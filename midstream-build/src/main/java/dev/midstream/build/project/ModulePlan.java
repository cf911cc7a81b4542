package dev.midstream.build.project;

import java.util.List;
import java.util.Set;

/**
 * One module before it is built.
 *
 * @param name its artifactId
 * @param work how its jar comes about
 * @param compilePath its compile class path, in order
 * @param requires the modules of the app that its classes may refer to at run time, direct and
 *     transitive
 * @param libraries the libraries it may refer to at run time, those of {@code requires} included
 */
public record ModulePlan(
        String name,
        Work work,
        List<PathEntry> compilePath,
        Set<String> requires,
        List<LibraryFile> libraries) {

    /** Copies. */
    public ModulePlan {
        compilePath = List.copyOf(compilePath);
        requires = Set.copyOf(requires);
        libraries = List.copyOf(libraries);
    }
}
