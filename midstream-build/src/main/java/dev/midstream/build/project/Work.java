package dev.midstream.build.project;

import java.nio.file.Path;
import java.util.List;

/** How a module's jar comes about. */
public sealed interface Work {

    /**
     * Compiled here.
     *
     * @param sources folders of Java sources; one that does not exist is empty
     * @param resources what is copied beside the classes
     * @param javac how the compiler is called
     */
    record Compile(List<Path> sources, List<ResourceFolder> resources, JavacSettings javac)
            implements Work {
        /** Copies. */
        public Compile {
            sources = List.copyOf(sources);
            resources = List.copyOf(resources);
        }
    }

    /**
     * Built by the app's own Maven, because its build does more than is understood here.
     *
     * @param root the folder of the app's root pom
     * @param folder the folder of the module's pom
     * @param jar the jar that its build leaves
     * @param why what is not understood
     */
    record OwnBuild(Path root, Path folder, Path jar, String why) implements Work {}

    /** Taken as it is. */
    record Prebuilt(Path jar) implements Work {}
}
