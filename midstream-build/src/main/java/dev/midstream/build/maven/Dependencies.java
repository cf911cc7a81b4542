package dev.midstream.build.maven;

import dev.midstream.build.project.BuildError;
import dev.midstream.build.project.HostLibraries;
import dev.midstream.build.project.LibraryFile;
import dev.midstream.build.project.OwnRepository;
import dev.midstream.build.project.PathEntry;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.maven.model.Model;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.collection.DependencyCollectionException;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.util.graph.transformer.ConflictResolver;

/**
 * One module's dependencies, mediated as Maven mediates them: its class path, what it sees of other
 * modules, and what it brings itself.
 */
final class Dependencies {

    private static final Set<String> COMPILE = Set.of("compile", "provided", "system");
    private static final Set<String> RUNTIME = Set.of("compile", "runtime");

    private final String module;
    private final MavenSession maven;
    private final ReactorWorkspace workspace;
    private final List<RemoteRepository> repositories;
    private final DependencyNode root;
    private final Map<String, Path> files = new LinkedHashMap<>();

    private Dependencies(
            String module,
            MavenSession maven,
            ReactorWorkspace workspace,
            List<RemoteRepository> repositories,
            DependencyNode root) {
        this.module = module;
        this.maven = maven;
        this.workspace = workspace;
        this.repositories = repositories;
        this.root = root;
    }

    /** Collects and resolves what a model depends on. */
    static Dependencies of(Model model, MavenSession maven, ReactorWorkspace workspace)
            throws Refused {
        DependencyTypes types = new DependencyTypes(maven.session().getArtifactTypeRegistry());
        List<Dependency> direct = new ArrayList<>();
        model.getDependencies().forEach(dependency -> direct.add(types.of(dependency)));
        return of(model, direct, maven, workspace);
    }

    /** Collects and resolves these dependencies with a model's management and repositories. */
    static Dependencies of(
            Model model, List<Dependency> direct, MavenSession maven, ReactorWorkspace workspace)
            throws Refused {
        DependencyTypes types = new DependencyTypes(maven.session().getArtifactTypeRegistry());
        List<RemoteRepository> repositories = maven.repositories(model.getRepositories());
        CollectRequest request = new CollectRequest();
        request.setDependencies(direct);
        request.setRepositories(repositories);
        if (model.getDependencyManagement() != null) {
            model.getDependencyManagement()
                    .getDependencies()
                    .forEach(managed -> request.addManagedDependency(types.of(managed)));
        }
        DependencyNode root;
        try {
            root = maven.system().collectDependencies(maven.session(), request).getRoot();
        } catch (DependencyCollectionException e) {
            throw new Refused(
                    BuildError.DEPENDENCY_MISSING,
                    model.getArtifactId(),
                    "its dependencies cannot be read: "
                            + e.getMessage()
                            + "; "
                            + maven.asked(repositories),
                    "Correct the dependency, or make a repository known that has it");
        }
        Dependencies dependencies =
                new Dependencies(model.getArtifactId(), maven, workspace, repositories, root);
        dependencies.checkMidstream();
        dependencies.resolve();
        return dependencies;
    }

    /** The compile class path in Maven's order. */
    List<PathEntry> compilePath() {
        Set<PathEntry> path = new LinkedHashSet<>();
        for (DependencyNode node : winners()) {
            if (COMPILE.contains(node.getDependency().getScope())) {
                sibling(node)
                        .<PathEntry>map(PathEntry.Sibling::new)
                        .or(() -> file(node).map(PathEntry.Jar::new))
                        .ifPresent(path::add);
            }
        }
        return List.copyOf(path);
    }

    /** The files of everything that is needed to run, for the path of annotation processors. */
    List<Path> runtimeFiles() {
        Set<Path> path = new LinkedHashSet<>();
        for (DependencyNode node : winners()) {
            if (RUNTIME.contains(node.getDependency().getScope())) {
                file(node).ifPresent(path::add);
            }
        }
        return List.copyOf(path);
    }

    /** The modules of the app that are seen at run time. */
    Set<String> requires() {
        Set<String> names = new LinkedHashSet<>();
        for (DependencyNode node : winners()) {
            if (RUNTIME.contains(node.getDependency().getScope())) {
                sibling(node).ifPresent(names::add);
            }
        }
        return names;
    }

    /**
     * The libraries that are seen at run time, those of other modules of the app included: what
     * another module does not show, this one needs a copy of.
     */
    List<LibraryFile> libraries() {
        Map<String, LibraryFile> libraries = new TreeMap<>();
        for (DependencyNode node : winners()) {
            Artifact artifact = node.getArtifact();
            if (RUNTIME.contains(node.getDependency().getScope())
                    && workspace.sibling(artifact).isEmpty()
                    && !HostLibraries.gives(artifact.getGroupId(), artifact.getArtifactId())) {
                file(node).ifPresent(jar -> libraries.put(id(artifact), library(artifact, jar)));
            }
        }
        return List.copyOf(libraries.values());
    }

    /**
     * Whether everything has one fixed meaning: no snapshot, which may be another file tomorrow.
     */
    boolean fixed() {
        return winners().stream()
                .allMatch(node ->
                        workspace.sibling(node.getArtifact()).isPresent()
                                || !node.getArtifact().isSnapshot());
    }

    private static LibraryFile library(Artifact artifact, Path jar) {
        return new LibraryFile(id(artifact), jar);
    }

    private static String id(Artifact artifact) {
        String id =
                artifact.getGroupId()
                        + ":"
                        + artifact.getArtifactId()
                        + ":"
                        + artifact.getVersion();
        return artifact.getClassifier().isEmpty() ? id : id + ":" + artifact.getClassifier();
    }

    private Optional<String> sibling(DependencyNode node) {
        return workspace.sibling(node.getArtifact()).map(Model::getArtifactId);
    }

    private Optional<Path> file(DependencyNode node) {
        return Optional.ofNullable(files.get(id(node.getArtifact())));
    }

    private static boolean isWinner(DependencyNode node) {
        return !(node.getData().get(ConflictResolver.NODE_DATA_WINNER) instanceof DependencyNode);
    }

    /** The tree after mediation in pre-order, which is Maven's order of a class path. */
    private List<DependencyNode> winners() {
        List<DependencyNode> winners = new ArrayList<>();
        List<DependencyNode> open = new ArrayList<>(root.getChildren().reversed());
        while (!open.isEmpty()) {
            DependencyNode node = open.removeLast();
            if (isWinner(node)) {
                winners.add(node);
                open.addAll(node.getChildren().reversed());
            }
        }
        return winners;
    }

    private void checkMidstream() throws Refused {
        for (DependencyNode node : winners()) {
            Artifact artifact = node.getArtifact();
            if (artifact.getGroupId().equals(OwnRepository.GROUP)
                    && artifact.getArtifactId().equals(OwnRepository.API)
                    && !artifact.getVersion().equals(OwnRepository.VERSION)) {
                throw new Refused(
                        BuildError.OTHER_MIDSTREAM,
                        module,
                        "this is Midstream "
                                + OwnRepository.VERSION
                                + ", the pom asks for "
                                + id(artifact),
                        "Set the version of midstream-api to "
                                + OwnRepository.VERSION
                                + ", or run the app with Midstream "
                                + artifact.getVersion());
            }
        }
    }

    private void resolve() throws Refused {
        List<ArtifactRequest> requests = new ArrayList<>();
        for (DependencyNode node : winners()) {
            String scope = node.getDependency().getScope();
            if ((COMPILE.contains(scope) || RUNTIME.contains(scope))
                    && workspace.sibling(node.getArtifact()).isEmpty()
                    && !node.getArtifact().getExtension().equals("pom")) {
                requests.add(new ArtifactRequest(node));
            }
        }
        List<ArtifactResult> results;
        try {
            results = maven.system().resolveArtifacts(maven.session(), requests);
        } catch (ArtifactResolutionException e) {
            throw missing(e.getResults());
        }
        for (ArtifactResult result : results) {
            Artifact artifact = result.getArtifact();
            if (artifact.getExtension().equals("jar")) {
                files.put(id(result.getRequest().getArtifact()), artifact.getFile().toPath());
            }
        }
    }

    private Refused missing(List<ArtifactResult> results) {
        return new Refused(
                results.stream()
                        .filter(result -> !result.isResolved())
                        .map(result ->
                                Finding.error(
                                        BuildError.DEPENDENCY_MISSING,
                                        module,
                                        "depends on "
                                                + id(result.getRequest().getArtifact())
                                                + ", which was not found; "
                                                + maven.asked(repositories),
                                        maven.offline()
                                                ? "Build once online, or correct the"
                                                        + " coordinates"
                                                : "Correct the coordinates, or make a"
                                                        + " repository known that has it"))
                        .toList());
    }
}
