package dev.midstream.build.plain;

import dev.midstream.build.compile.Jars;
import dev.midstream.build.project.BuildError;
import dev.midstream.build.project.HostLibraries;
import dev.midstream.build.project.JavacSettings;
import dev.midstream.build.project.LibraryFile;
import dev.midstream.build.project.ModulePlan;
import dev.midstream.build.project.PathEntry;
import dev.midstream.build.project.Plan;
import dev.midstream.build.project.ResourceFolder;
import dev.midstream.build.project.Work;
import dev.midstream.runtime.finding.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Plans apps that have no pom. */
public final class PlainPlanner {

    /** What stands beside sources and does not belong to the program. */
    private static final List<String> NO_RESOURCES =
            List.of(
                    "**/*.java",
                    "**/*.jar",
                    "**/*.class",
                    "**/*.msa",
                    "lib/**",
                    "target/**",
                    "build/**",
                    "out/**",
                    ".*/**",
                    "**/.*");

    /** Where an app without a pom has its libraries. */
    private static final String LIBRARIES = "lib";

    /** Where it has those that it declares as shared. */
    private static final String SHARED = "lib/shared";

    private PlainPlanner() {}

    /**
     * A folder with {@code src/main/java}, or with .java files: one module, named as the folder.
     */
    public static Plan sources(Path folder, List<Path> api) throws Refused {
        List<PathEntry> compilePath = new ArrayList<>();
        api.forEach(jar -> compilePath.add(new PathEntry.Jar(jar)));
        for (String place : List.of(LIBRARIES, SHARED)) {
            jars(folder.resolve(place)).forEach(jar -> compilePath.add(new PathEntry.Jar(jar)));
        }
        Path java = folder.resolve("src/main/java");
        boolean conventional = Files.isDirectory(java);
        Work work =
                new Work.Compile(
                        List.of(conventional ? java : folder),
                        List.of(
                                conventional
                                        ? ResourceFolder.whole(folder.resolve("src/main/resources"))
                                        : new ResourceFolder(
                                                folder, "", List.of(), NO_RESOURCES, Map.of())),
                        JavacSettings.plain());
        String name = String.valueOf(folder.getFileName());
        return new Plan(
                name,
                List.of(new ModulePlan(name, work, compilePath, Set.of(), libraries(folder))));
    }

    /** One jar: one module that is built already. */
    public static Plan jar(Path jar) throws Refused {
        String name = JarName.of(jar).module();
        return new Plan(
                name,
                List.of(
                        new ModulePlan(
                                name, new Work.Prebuilt(jar), List.of(), Set.of(), List.of())));
    }

    /** A folder of jars: each a module; who needs whom is read from their bytecode. */
    public static Plan jars(Path folder, List<Path> jars) throws Refused {
        SortedMap<String, Path> files = new TreeMap<>();
        SortedMap<String, Map<String, byte[]>> contents = new TreeMap<>();
        for (Path jar : jars) {
            JarName name = JarName.of(jar);
            if (HostLibraries.gives(name.entries())) {
                continue;
            }
            Path other = files.putIfAbsent(name.module(), jar);
            if (other != null) {
                throw new Refused(
                        BuildError.DUPLICATE_MODULE,
                        name.module(),
                        "two jars are this module: " + other + " and " + jar,
                        "Remove one of them");
            }
            contents.put(name.module(), read(jar));
        }
        List<LibraryFile> libraries = libraries(folder);
        BytecodeReferences references = BytecodeReferences.of(contents);
        List<ModulePlan> modules = new ArrayList<>();
        for (String module : references.order()) {
            Path jar = files.get(module);
            if (jar != null) {
                modules.add(
                        new ModulePlan(
                                module,
                                new Work.Prebuilt(jar),
                                List.of(),
                                references.requires(module),
                                libraries));
            }
        }
        return new Plan(String.valueOf(folder.getFileName()), modules);
    }

    private static List<LibraryFile> libraries(Path folder) throws Refused {
        List<LibraryFile> libraries = new ArrayList<>();
        for (String place : List.of(LIBRARIES, SHARED)) {
            for (Path jar : jars(folder.resolve(place))) {
                JarName name = JarName.of(jar);
                if (!HostLibraries.gives(name.entries())) {
                    libraries.add(new LibraryFile(name.id(), place.equals(SHARED), jar));
                }
            }
        }
        return libraries;
    }

    /** The jars of a folder, sorted; none if there is no such folder. */
    public static List<Path> jars(Path folder) throws Refused {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        } catch (IOException e) {
            throw new Refused(
                    BuildError.UNREADABLE,
                    folder.toString(),
                    "cannot be listed: " + e,
                    "Check that the folder is readable");
        }
    }

    private static Map<String, byte[]> read(Path jar) throws Refused {
        try {
            return Jars.read(Files.readAllBytes(jar));
        } catch (IOException e) {
            throw JarName.unreadable(jar, e);
        }
    }
}
