package dev.midstream.build.maven;

import dev.midstream.build.project.BuildError;
import dev.midstream.build.project.JavacSettings;
import dev.midstream.build.project.LockFile;
import dev.midstream.build.project.ModulePlan;
import dev.midstream.build.project.OwnRepository;
import dev.midstream.build.project.Plan;
import dev.midstream.build.project.Work;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;

/** Plans an ordinary Maven project. */
public final class MavenPlanner {

    private final OwnRepository own;
    private final boolean offline;
    private final Consumer<String> progress;

    /** A planner that asks the distribution first, then the repositories of settings and poms. */
    public MavenPlanner(OwnRepository own, boolean offline, Consumer<String> progress) {
        this.own = own;
        this.offline = offline;
        this.progress = progress;
    }

    /**
     * A plan, and on what it rests.
     *
     * @param plan the plan
     * @param poms every pom of the app, and where one of its parents may appear
     * @param lasting whether the same poms will mean the same plan, so that it can be kept
     */
    public record Planned(Plan plan, Set<Path> poms, boolean lasting) {}

    /** Reads poms, resolves dependencies. Asks the network only for what is not cached. */
    public Planned plan(Path rootPom) throws Refused {
        Reactor reactor = Reactor.read(rootPom);
        try (MavenSession maven = MavenSession.open(offline, progress)) {
            Map<Path, Model> models = EffectiveModels.build(rootPom, maven, reactor, own);
            refuseSameName(models);
            ReactorWorkspace workspace = new ReactorWorkspace(models, own);
            maven.workspace(workspace);
            Set<Path> poms = new HashSet<>(reactor.poms());
            boolean lasting = !reactor.dependsOnMachine();
            List<Model> built = new ArrayList<>();
            for (Model model : ReactorOrder.of(models.values())) {
                poms.addAll(PomFiles.parents(model));
                if (!model.getPackaging().equals("pom")) {
                    Unsupported.check(model, workspace);
                    built.add(model);
                }
            }
            Model root = models.values().iterator().next();
            Mediation.Mediated mediated = Mediation.of(root, built, maven, workspace, progress);
            Set<String> shared = SharedLibraries.of(root, mediated.dependencies().values());
            List<ModulePlan> modules = new ArrayList<>();
            for (Model model : built) {
                Dependencies dependencies =
                        Optional.ofNullable(mediated.dependencies().get(model.getArtifactId()))
                                .orElseThrow();
                lasting &= dependencies.fixed();
                modules.add(
                        new ModulePlan(
                                model.getArtifactId(),
                                work(rootPom, model, maven, workspace),
                                dependencies.compilePath(),
                                dependencies.requires(),
                                dependencies.libraries(shared)));
            }
            Plan plan =
                    new Plan(
                            root.getArtifactId(),
                            modules,
                            Optional.of(rootPom.resolveSibling(LockFile.NAME)),
                            mediated.findings());
            return new Planned(plan, poms, lasting);
        }
    }

    /** What a folder without a pom compiles against: Midstream's API, from where it is found. */
    public List<Path> api() throws Refused {
        Optional<Path> distributed =
                own.find(OwnRepository.GROUP, OwnRepository.API, OwnRepository.VERSION, "", "jar");
        if (distributed.isPresent()) {
            return List.of(distributed.get());
        }
        Model model = new Model();
        model.setArtifactId(OwnRepository.API);
        Dependency api = new Dependency();
        api.setGroupId(OwnRepository.GROUP);
        api.setArtifactId(OwnRepository.API);
        api.setVersion(OwnRepository.VERSION);
        api.setScope("compile");
        model.addDependency(api);
        try (MavenSession maven = MavenSession.open(offline, progress)) {
            ReactorWorkspace workspace = new ReactorWorkspace(Map.of(), own);
            maven.workspace(workspace);
            Dependencies dependencies = Dependencies.collect(model, maven, workspace, Map.of());
            dependencies.resolve();
            return dependencies.runtimeFiles();
        }
    }

    private static Work work(
            Path rootPom, Model model, MavenSession maven, ReactorWorkspace workspace)
            throws Refused {
        Path folder = model.getProjectDirectory().toPath();
        try {
            UnderstoodPlugins.check(model);
            JavacSettings javac = CompilerConfiguration.of(model, maven, workspace);
            return new Work.Compile(
                    List.of(folder.resolve(model.getBuild().getSourceDirectory())),
                    ResourceConfiguration.of(model),
                    javac);
        } catch (NotUnderstood e) {
            Path jar =
                    folder.resolve(model.getBuild().getDirectory())
                            .resolve(model.getBuild().getFinalName() + ".jar");
            return new Work.OwnBuild(rootPom.resolveSibling(""), folder, jar, e.what());
        }
    }

    private static void refuseSameName(Map<Path, Model> models) throws Refused {
        Map<String, Path> seen = new HashMap<>();
        List<Finding> findings = new ArrayList<>();
        models.forEach((pom, model) -> {
            Path first = seen.putIfAbsent(model.getArtifactId(), pom);
            if (first != null) {
                findings.add(
                        Finding.error(
                                BuildError.DUPLICATE_MODULE,
                                model.getArtifactId(),
                                "two modules have this artifactId: " + first + " and " + pom,
                                "Give each module of the app its own artifactId"));
            }
        });
        if (!findings.isEmpty()) {
            throw new Refused(findings);
        }
    }
}
