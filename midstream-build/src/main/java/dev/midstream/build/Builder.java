package dev.midstream.build;

import dev.midstream.build.cache.ContentStore;
import dev.midstream.build.compile.JarFiles;
import dev.midstream.build.maven.MavenPlanner;
import dev.midstream.build.maven.OwnBuild;
import dev.midstream.build.maven.PlanCache;
import dev.midstream.build.plain.PlainPlanner;
import dev.midstream.build.project.BuildError;
import dev.midstream.build.project.LibraryFile;
import dev.midstream.build.project.LockFile;
import dev.midstream.build.project.ModulePlan;
import dev.midstream.build.project.OwnRepository;
import dev.midstream.build.project.Plan;
import dev.midstream.runtime.artefact.Artefact;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Builds an app: a folder of sources, a Maven project, or jars, to an artefact. */
public final class Builder {

    private Builder() {}

    /**
     * Builds an app. Blocks; any number of builds may run at the same time, on one home or several.
     *
     * @param app a Maven project's folder, a folder of Java sources, a jar, or a folder of jars
     * @param options where to cache, whether the network may be asked
     * @throws Refused with codes of {@link BuildError} and {@link
     *     dev.midstream.build.project.LockError}; the compiler's diagnostics are its own
     */
    public static Built build(Path app, BuildOptions options) throws Refused {
        OwnRepository own = OwnRepository.ofDistribution();
        Path cache = options.home().resolve("cache").resolve("build");
        Plan plan = plan(app, options, own, cache);
        JarFiles jars = new JarFiles();
        SortedMap<String, LockFile.Line> libraries = libraries(plan, jars);
        Optional<LockFile> lock = Optional.empty();
        if (plan.lock().isPresent()) {
            lock = Optional.of(LockFile.read(plan.lock().get()));
            lock.get().verify(libraries);
        }
        SortedMap<String, BuiltModule> outputs = new TreeMap<>();
        List<Finding> findings = new ArrayList<>(plan.findings());
        findings.addAll(LoggingBackends.find(plan));
        int compiledFiles;
        try (ModuleBuilder modules =
                new ModuleBuilder(
                        cache, new OwnBuild(own, options.offline()), jars, options.progress())) {
            for (ModulePlan module : plan.modules()) {
                modules.build(module).ifPresent(output -> outputs.put(module.name(), output));
            }
            findings.addAll(modules.findings());
            compiledFiles = modules.compiledFiles();
        }
        if (outputs.values().stream().noneMatch(BuiltModule::hasClasses)) {
            throw new Refused(
                    BuildError.EMPTY,
                    plan.app(),
                    "no module has a class; looked into "
                            + plan.modules().stream().map(ModulePlan::name).toList(),
                    "An app has at least one module with a class that implements AppModule");
        }
        lock.flatMap(one -> one.update(libraries)).ifPresent(findings::add);
        Artefact artefact = artefact(plan, outputs, jars, AppSettings.read(app));
        byte[] file = artefact.write();
        int reused = (int) outputs.values().stream().filter(BuiltModule::reused).count();
        return new Built(
                artefact,
                file,
                Artefact.release(file),
                findings,
                outputs.size() - reused,
                reused,
                compiledFiles);
    }

    private static Plan plan(Path app, BuildOptions options, OwnRepository own, Path cache)
            throws Refused {
        MavenPlanner maven = new MavenPlanner(own, options.offline(), options.progress());
        return switch (Layout.of(app)) {
            case Layout.MavenProject(Path pom) ->
                    new PlanCache(
                                    new ContentStore(cache.resolve("plans"), "plan"),
                                    own,
                                    options.offline(),
                                    maven)
                            .plan(pom);
            case Layout.Sources(Path folder) -> PlainPlanner.sources(folder, maven.api());
            case Layout.Jar(Path file) -> PlainPlanner.jar(file);
            case Layout.Jars(Path folder, List<Path> files) -> PlainPlanner.jars(folder, files);
        };
    }

    private static Artefact artefact(
            Plan plan, SortedMap<String, BuiltModule> outputs, JarFiles jars, String settings)
            throws Refused {
        List<Artefact.Module> modules = new ArrayList<>();
        Map<String, LibraryFile> libraries = new LinkedHashMap<>();
        for (ModulePlan module : plan.modules()) {
            BuiltModule output = outputs.get(module.name());
            if (output == null) {
                continue;
            }
            module.libraries().forEach(library -> libraries.putIfAbsent(library.id(), library));
            TreeSet<String> requires = new TreeSet<>(module.requires());
            requires.retainAll(outputs.keySet());
            modules.add(
                    new Artefact.Module(
                            module.name(),
                            requires,
                            module.libraries().stream().map(LibraryFile::id).toList(),
                            output.jar()));
        }
        List<Artefact.Library> packed = new ArrayList<>();
        for (LibraryFile library : libraries.values()) {
            packed.add(
                    new Artefact.Library(
                            library.id(), library.shared(), jars.of(library.jar()).content()));
        }
        return new Artefact(plan.app(), modules, packed, settings);
    }

    /** Every library of the modules, with the digest of its file. */
    private static SortedMap<String, LockFile.Line> libraries(Plan plan, JarFiles jars)
            throws Refused {
        SortedMap<String, LockFile.Line> lines = new TreeMap<>();
        for (ModulePlan module : plan.modules()) {
            for (LibraryFile library : module.libraries()) {
                String digest = jars.of(library.jar()).digest();
                lines.put(library.id(), LockFile.Line.of(digest, library.shared()));
            }
        }
        return lines;
    }
}
