package dev.midstream.build;

import dev.midstream.build.cache.BuildKey;
import dev.midstream.build.cache.ContentStore;
import dev.midstream.build.compile.Abi;
import dev.midstream.build.compile.JarFiles;
import dev.midstream.build.compile.Jars;
import dev.midstream.build.compile.Javac;
import dev.midstream.build.compile.ModuleState;
import dev.midstream.build.compile.Recompiler;
import dev.midstream.build.compile.Snapshot;
import dev.midstream.build.maven.OwnBuild;
import dev.midstream.build.project.BuildError;
import dev.midstream.build.project.JavacSettings;
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
import java.nio.charset.StandardCharsets;
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

    /** Own builds in a row, if files change under them; some write into their own folder. */
    private static final int OWN_BUILDS = 3;

    /** What no own build depends on. */
    private static final List<String> NOT_READ =
            List.of(
                    "target/**",
                    "**/target/**",
                    ".git/**",
                    ".idea/**",
                    ".midstream/**",
                    "**/*.msa",
                    LockFile.NAME);

    private final ContentStore outputs;
    private final ContentStore states;
    private final ContentStore visible;
    private final OwnBuild ownBuild;
    private final JarFiles jars;
    private final Consumer<String> progress;
    private final Map<String, BuiltModule> built = new HashMap<>();
    private final Map<String, String> abis = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Javac javac;
    private int compiledFiles;

    /**
     * A builder.
     *
     * @param cache the folder of what earlier builds left
     */
    ModuleBuilder(Path cache, OwnBuild ownBuild, JarFiles jars, Consumer<String> progress)
            throws Refused {
        this.outputs = new ContentStore(cache.resolve("modules"), "jar");
        this.states = new ContentStore(cache.resolve("states"), "state");
        this.visible = new ContentStore(cache.resolve("abis"), "abi");
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

    /** How many sources were given to the compiler. */
    int compiledFiles() {
        return compiledFiles;
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
        List<Path> classPath = classPath(plan);
        boolean processors = processors(work.javac(), classPath);
        BuildKey environment = key(plan, "compile", processors);
        environment.addAll(work.javac().options()).add(work.javac().encoding());
        for (Path processor : work.javac().processorPath()) {
            environment.add("processor").add(jars.of(processor).digest());
        }
        String around = environment.hex();
        BuildKey key = BuildKey.of("output").add(around);
        snapshot.addTo(key);
        String output = key.hex();
        Optional<ContentStore.Entry> kept = outputs.find(output);
        if (kept.isPresent()) {
            return Optional.of(module(kept.get(), true));
        }
        Recompiler recompiler =
                new Recompiler(javac, plan.name(), snapshot, work.javac(), classPath);
        String place =
                BuildKey.of("state")
                        .add(around)
                        .add(plan.name())
                        .addAll(work.sources().stream().map(Path::toString).toList())
                        .hex();
        Recompiler.Recompiled result =
                processors
                        ? all(plan, snapshot, recompiler, output)
                        : recompile(plan, snapshot, recompiler, output, place);
        findings.addAll(result.warnings());
        compiledFiles += result.compiled();
        SortedMap<String, byte[]> entries = new TreeMap<>(snapshot.resources());
        entries.putAll(result.files());
        BuiltModule built = module(outputs.put(output, Jars.write(entries)), false);
        if (result.state().isPresent()) {
            keep(place, result.state().get());
        }
        return Optional.of(built);
    }

    private Recompiler.Recompiled all(
            ModulePlan plan, Snapshot snapshot, Recompiler recompiler, String output)
            throws Refused {
        progress.accept("compiling " + plan.name() + ", " + snapshot.sources().size() + " files");
        return recompiler.all(output);
    }

    /** Compiles what changed alone if that does; a state that is of no use is as none. */
    private Recompiler.Recompiled recompile(
            ModulePlan plan, Snapshot snapshot, Recompiler recompiler, String output, String place)
            throws Refused {
        Optional<ModuleState> before =
                states.find(place).flatMap(entry -> ModuleState.read(entry.content()));
        if (before.isPresent()) {
            Optional<ContentStore.Entry> jar = outputs.find(before.get().output());
            Optional<List<Snapshot.Source>> changed = recompiler.changed(before.get());
            if (jar.isPresent() && changed.isPresent()) {
                progress.accept(
                        "compiling "
                                + plan.name()
                                + ", "
                                + changed.get().size()
                                + " of "
                                + snapshot.sources().size()
                                + " files");
                Optional<Recompiler.Recompiled> some =
                        recompiler.some(output, changed.get(), before.get(), jar.get().content());
                if (some.isPresent()) {
                    return some.get();
                }
            }
        }
        return all(plan, snapshot, recompiler, output);
    }

    private void keep(String place, ModuleState state) throws Refused {
        try {
            byte[] written = state.write();
            // More than one file of a key would hide the newer one.
            states.drop(place);
            states.put(place, written);
        } catch (IOException notWritable) {
            // A name of more than 64 KiB; such a module is compiled whole each time.
            states.drop(place);
        }
    }

    /**
     * Whether annotation processors or plugins of the compiler run. These may read what the
     * compiler itself does not, and write what no source says.
     */
    private boolean processors(JavacSettings settings, List<Path> classPath) throws Refused {
        List<String> options = settings.options();
        if (options.stream().anyMatch(option -> option.startsWith("-Xplugin"))) {
            return true;
        }
        if (options.contains("-proc:none")) {
            return false;
        }
        if (!settings.processorPath().isEmpty() || options.contains("-processor")) {
            return true;
        }
        for (Path file : classPath) {
            if (jars.offersProcessor(file)) {
                return true;
            }
        }
        return false;
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
        String before = ownKey(plan, work);
        Optional<ContentStore.Entry> kept = outputs.find(before);
        if (kept.isPresent()) {
            return Optional.of(module(kept.get(), true)).filter(ModuleBuilder::hasContent);
        }
        progress.accept("building " + plan.name() + " by its own build: " + work.why());
        byte[] jar = ownBuild.build(plan.name(), work);
        String after = ownKey(plan, work);
        // That build reads the files themselves: one that was edited meanwhile may be in it or not.
        for (int again = 1; again < OWN_BUILDS && !after.equals(before); again++) {
            progress.accept("building " + plan.name() + " again: its files changed meanwhile");
            before = after;
            jar = ownBuild.build(plan.name(), work);
            after = ownKey(plan, work);
        }
        String key = after.equals(before) ? after : BuildKey.of("not to be found").add(jar).hex();
        try {
            return Optional.of(module(outputs.put(key, Jars.normalise(jar)), false))
                    .filter(ModuleBuilder::hasContent);
        } catch (IOException e) {
            throw new Refused(
                    BuildError.OWN_BUILD,
                    plan.name(),
                    "its own build left no readable jar in " + work.jar() + ": " + e.getMessage(),
                    "Look at the file; Midstream takes the module's main jar");
        }
    }

    private String ownKey(ModulePlan plan, Work.OwnBuild work) throws Refused {
        ResourceFolder everything =
                new ResourceFolder(work.folder(), "", List.of(), NOT_READ, Map.of());
        BuildKey key = key(plan, "own build", true).add(work.why());
        Snapshot.take(new Work.Compile(List.of(), List.of(everything), JavacSettings.plain()))
                .addTo(key);
        return key.hex();
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

    /**
     * What every output is made from: the compiler, Midstream, and the class path in its order.
     *
     * @param content whether modules below count with all they hold, instead of what a compiler
     *     sees of them
     */
    private BuildKey key(ModulePlan plan, String kind, boolean content) throws Refused {
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
                        key.add("module").add(content ? sibling.digest() : abi(name, sibling));
                    }
                }
                case PathEntry.Jar(Path file) -> key.add("jar").add(jars.of(file).digest());
            }
        }
        return key;
    }

    /** What a compiler sees of a module; all of it if that cannot be told. */
    private String abi(String name, BuiltModule module) throws Refused {
        String known = abis.get(name);
        if (known == null) {
            String key = BuildKey.of("abi").add(OwnRepository.VERSION).add(module.digest()).hex();
            Optional<ContentStore.Entry> kept = visible.find(key);
            known =
                    kept.isPresent()
                            ? new String(kept.get().content(), StandardCharsets.UTF_8)
                            : readAbi(module);
            if (kept.isEmpty()) {
                visible.put(key, known.getBytes(StandardCharsets.UTF_8));
            }
            abis.put(name, known);
        }
        return known;
    }

    private static String readAbi(BuiltModule module) {
        try {
            return Abi.ofJar(module.jar());
        } catch (IOException | IllegalArgumentException unreadable) {
            return module.digest();
        }
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
