package dev.midstream.build;

import dev.midstream.build.cache.ContentStore;
import dev.midstream.build.compile.JarFiles;
import dev.midstream.build.maven.MavenPlanner;
import dev.midstream.build.maven.OwnBuild;
import dev.midstream.build.maven.PlanCache;
import dev.midstream.build.plain.PlainPlanner;
import dev.midstream.build.project.BuildError;
import dev.midstream.build.project.LibraryFile;
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
     * @throws Refused with codes of {@link BuildError}; the compiler's diagnostics are its own
     */
    public static Built build(Path app, BuildOptions options) throws Refused {
        OwnRepository own = OwnRepository.ofDistribution();
        Path cache = options.home().resolve("cache").resolve("build");
        Plan plan = plan(app, options, own, cache);
        JarFiles jars = new JarFiles();
        SortedMap<String, BuiltModule> outputs = new TreeMap<>();
        List<Finding> findings = new ArrayList<>();
        try (ModuleBuilder modules =
                new ModuleBuilder(
                        new ContentStore(cache.resolve("modules"), "jar"),
                        new OwnBuild(own, options.offline()),
                        jars,
                        options.progress())) {
            for (ModulePlan module : plan.modules()) {
                modules.build(module).ifPresent(output -> outputs.put(module.name(), output));
            }
            findings.addAll(modules.findings());
        }
        if (outputs.values().stream().noneMatch(BuiltModule::hasClasses)) {
            throw new Refused(
                    BuildError.EMPTY,
                    plan.app(),
                    "no module has a class; looked into "
                            + plan.modules().stream().map(ModulePlan::name).toList(),
                    "An app has at least one module with a class that implements AppModule");
        }
        findings.addAll(libraryVersions(plan, outputs));
        Artefact artefact = artefact(plan, outputs, jars, AppSettings.read(app));
        byte[] file = artefact.write();
        int reused = (int) outputs.values().stream().filter(BuiltModule::reused).count();
        return new Built(
                artefact, file, Artefact.release(file), findings, outputs.size() - reused, reused);
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
            packed.add(new Artefact.Library(library.id(), jars.of(library.jar()).content()));
        }
        return new Artefact(plan.app(), modules, packed, settings);
    }

    /** Maven lets each module mediate for itself; at run time that shows as two copies. */
    private static List<Finding> libraryVersions(
            Plan plan, SortedMap<String, BuiltModule> outputs) {
        SortedMap<String, SortedMap<String, List<String>>> versions = new TreeMap<>();
        for (ModulePlan module : plan.modules()) {
            if (outputs.containsKey(module.name())) {
                for (LibraryFile library : module.libraries()) {
                    String[] parts = library.id().split(":", -1);
                    String classifier = parts.length > 3 ? ":" + parts[3] : "";
                    versions.computeIfAbsent(
                                    parts[0] + ":" + parts[1] + classifier, key -> new TreeMap<>())
                            .computeIfAbsent(parts[2], key -> new ArrayList<>())
                            .add(module.name());
                }
            }
        }
        List<Finding> findings = new ArrayList<>();
        versions.forEach((library, users) -> {
            if (users.size() > 1) {
                findings.add(
                        Finding.warning(
                                BuildError.LIBRARY_VERSIONS,
                                library,
                                "modules use different versions: " + users,
                                "Fix one in the root pom's dependencyManagement"));
            }
        });
        return findings;
    }
}
