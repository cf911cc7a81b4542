package dev.midstream.build;

import dev.midstream.build.cache.BuildKey;
import dev.midstream.build.cache.ContentStore;
import dev.midstream.build.compile.JarFiles;
import dev.midstream.build.compile.Jars;
import dev.midstream.build.compile.Javac;
import dev.midstream.build.compile.Snapshot;
import dev.midstream.build.maven.OwnBuild;
import dev.midstream.build.project.BuildError;
import dev.midstream.build.project.LockFile;
import dev.midstream.build.project.ModulePlan;
import dev.midstream.build.project.OwnRepository;
import dev.midstream.build.project.PathEntry;
import dev.midstream.build.project.ResourceFolder;
import dev.midstream.build.project.Work;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.finding.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Builds an app's modules one after the other, each from the cache if what it is made from is
 * unchanged. One per build; not thread-safe.
 */
final class ModuleBuilder implements AutoCloseable {

    private final ContentStore outputs;
    private final OwnBuild ownBuild;
    private final JarFiles jars;
    private final Consumer<String> progress;
    private final Map<String, BuiltModule> built = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Javac javac;

    ModuleBuilder(ContentStore outputs, OwnBuild ownBuild, JarFiles jars, Consumer<String> progress)
            throws Refused {
        this.outputs = outputs;
        this.ownBuild = ownBuild;
        this.jars = jars;
        this.progress = progress;
        this.javac = Javac.open();
    }

    /** Builds a module after those it depends on; empty if there is nothing in it to run. */
    Optional<BuiltModule> build(ModulePlan plan) throws Refused {
        Optional<BuiltModule> output =
                switch (plan.work()) {
                    case Work.Compile work -> compile(plan, work);
                    case Work.OwnBuild work -> ownBuild(plan, work);
                    case Work.Prebuilt work -> prebuilt(work);
                };
        output.ifPresent(module -> built.put(plan.name(), module));
        return output;
    }

    /** What the compiler and others had to say about modules that were built. */
    List<Finding> findings() {
        return findings;
    }

    @Override
    public void close() {
        javac.close();
    }

    private Optional<BuiltModule> compile(ModulePlan plan, Work.Compile work) throws Refused {
        Snapshot snapshot = Snapshot.take(work);
        if (snapshot.isEmpty()) {
            return Optional.empty();
        }
        if (snapshot.moduleInfo()) {
            findings.add(
                    Finding.warning(
                            BuildError.MODULE_INFO,
                            plan.name(),
                            "module-info.java is left out: modules run on the class path of their"
                                    + " loader",
                            "Services of a library are found through META-INF/services"));
        }
        BuildKey key = key(plan, "compile");
        key.addAll(work.javac().options()).add(work.javac().encoding());
        for (Path processor : work.javac().processorPath()) {
            key.add("processor").add(jars.of(processor).digest());
        }
        snapshot.addTo(key);
        String hex = key.hex();
        Optional<ContentStore.Entry> kept = outputs.find(hex);
        if (kept.isPresent()) {
            return Optional.of(module(kept.get(), true));
        }
        progress.accept("compiling " + plan.name() + ", " + snapshot.sources().size() + " files");
        SortedMap<String, byte[]> entries = new TreeMap<>(snapshot.resources());
        if (!snapshot.sources().isEmpty()) {
            Javac.Output output =
                    javac.compile(plan.name(), snapshot, work.javac(), classPath(plan));
            findings.addAll(output.warnings());
            entries.putAll(output.files());
        }
        return Optional.of(module(outputs.put(hex, Jars.write(entries)), false));
    }

    /**
     * Anything in the module's folder may matter to a build that is not understood; what it reads
     * elsewhere is not seen.
     */
    private Optional<BuiltModule> ownBuild(ModulePlan plan, Work.OwnBuild work) throws Refused {
        findings.add(
                new Finding(
                        BuildError.OWN_BUILD_USED,
                        Severity.INFO,
                        plan.name(),
                        "is built by its own build because of " + work.why(),
                        ""));
        List<String> notRead =
                List.of(
                        "target/**",
                        "**/target/**",
                        ".git/**",
                        ".idea/**",
                        "**/*.msa",
                        LockFile.NAME);
        ResourceFolder everything =
                new ResourceFolder(work.folder(), "", List.of(), notRead, Map.of());
        Snapshot snapshot =
                Snapshot.take(
                        new Work.Compile(
                                List.of(),
                                List.of(everything),
                                dev.midstream.build.project.JavacSettings.plain()));
        BuildKey key = key(plan, "own build").add(work.why());
        snapshot.addTo(key);
        String hex = key.hex();
        Optional<ContentStore.Entry> kept = outputs.find(hex);
        if (kept.isPresent()) {
            return Optional.of(module(kept.get(), true)).filter(ModuleBuilder::hasContent);
        }
        progress.accept("building " + plan.name() + " by its own build: " + work.why());
        byte[] jar = ownBuild.build(plan.name(), work);
        try {
            return Optional.of(module(outputs.put(hex, Jars.normalise(jar)), false))
                    .filter(ModuleBuilder::hasContent);
        } catch (IOException e) {
            throw new Refused(
                    BuildError.OWN_BUILD,
                    plan.name(),
                    "its own build left no readable jar in " + work.jar() + ": " + e.getMessage(),
                    "Look at the file; Midstream takes the module's main jar");
        }
    }

    private Optional<BuiltModule> prebuilt(Work.Prebuilt work) throws Refused {
        JarFiles.Content content = jars.of(work.jar());
        return Optional.of(
                new BuiltModule(
                        work.jar(),
                        content.content(),
                        content.digest(),
                        hasClasses(work.jar().toString(), content.content()),
                        true));
    }

    /** What every output is made from: the compiler, Midstream, and the class path in its order. */
    private BuildKey key(ModulePlan plan, String kind) throws Refused {
        BuildKey key =
                BuildKey.of(kind)
                        .add(OwnRepository.VERSION)
                        .add(System.getProperty("java.runtime.version", ""))
                        .add(System.getProperty("java.vendor.version", ""));
        for (PathEntry entry : plan.compilePath()) {
            switch (entry) {
                case PathEntry.Sibling(String name) -> {
                    BuiltModule sibling = built.get(name);
                    if (sibling != null) {
                        key.add("module").add(sibling.digest());
                    }
                }
                case PathEntry.Jar(Path file) -> key.add("jar").add(jars.of(file).digest());
            }
        }
        return key;
    }

    private List<Path> classPath(ModulePlan plan) {
        List<Path> path = new ArrayList<>();
        for (PathEntry entry : plan.compilePath()) {
            switch (entry) {
                case PathEntry.Sibling(String name) -> {
                    BuiltModule sibling = built.get(name);
                    if (sibling != null) {
                        path.add(sibling.file());
                    }
                }
                case PathEntry.Jar(Path file) -> path.add(file);
            }
        }
        return path;
    }

    private static BuiltModule module(ContentStore.Entry entry, boolean reused) throws Refused {
        return new BuiltModule(
                entry.file(),
                entry.content(),
                entry.digest(),
                hasClasses(entry.file().toString(), entry.content()),
                reused);
    }

    private static boolean hasContent(BuiltModule module) {
        return module.jar().length > Jars.EMPTY_BYTES;
    }

    private static boolean hasClasses(String file, byte[] jar) throws Refused {
        try {
            return jar.length > Jars.EMPTY_BYTES && Jars.hasClasses(jar);
        } catch (IOException e) {
            throw new Refused(
                    BuildError.UNREADABLE,
                    file,
                    "is no readable jar: " + e.getMessage(),
                    "Copy or build the jar again");
        }
    }
}
