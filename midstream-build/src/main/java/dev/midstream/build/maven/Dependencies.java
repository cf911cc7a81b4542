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
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.maven.model.Model;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
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

    /** Collects what a model depends on; {@link #resolve} then finds the files. */
    static Dependencies collect(
            Model model,
            MavenSession maven,
            ReactorWorkspace workspace,
            Map<String, String> versions)
            throws Refused {
        DependencyTypes types = new DependencyTypes(maven.session().getArtifactTypeRegistry());
        List<Dependency> direct = new ArrayList<>();
        model.getDependencies().forEach(dependency -> direct.add(types.of(dependency)));
        return collect(model, direct, maven, workspace, versions);
    }

    /** Collects and resolves these dependencies with a model's management and repositories. */
    static Dependencies of(
            Model model, List<Dependency> direct, MavenSession maven, ReactorWorkspace workspace)
            throws Refused {
        Dependencies dependencies = collect(model, direct, maven, workspace, Map.of());
        dependencies.resolve();
        return dependencies;
    }

    private static Dependencies collect(
            Model model,
            List<Dependency> direct,
            MavenSession maven,
            ReactorWorkspace workspace,
            Map<String, String> versions)
            throws Refused {
        List<RemoteRepository> repositories = maven.repositories(model.getRepositories());
        CollectRequest request = new CollectRequest();
        request.setRepositories(repositories);
        direct.forEach(dependency -> request.addDependency(fixed(dependency, versions)));
        managed(model, maven, versions).forEach(request::addManagedDependency);
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
        return dependencies;
    }

    /** The model's management, with the app's versions in the place of its own. */
    private static List<Dependency> managed(
            Model model, MavenSession maven, Map<String, String> versions) {
        DependencyTypes types = new DependencyTypes(maven.session().getArtifactTypeRegistry());
        Map<String, String> missing = new TreeMap<>(versions);
        List<Dependency> managed = new ArrayList<>();
        if (model.getDependencyManagement() != null) {
            for (var written : model.getDependencyManagement().getDependencies()) {
                Dependency dependency = types.of(written);
                Artifact artifact = dependency.getArtifact();
                String version = versions.get(name(artifact));
                managed.add(
                        version == null
                                ? dependency
                                : dependency.setArtifact(artifact.setVersion(version)));
                if (artifact.getClassifier().isEmpty() && artifact.getExtension().equals("jar")) {
                    missing.remove(name(artifact));
                }
            }
        }
        missing.forEach((name, version) ->
                managed.add(new Dependency(new DefaultArtifact(name + ":" + version), null)));
        return managed;
    }

    private static Dependency fixed(Dependency dependency, Map<String, String> versions) {
        Artifact artifact = dependency.getArtifact();
        String version = versions.get(name(artifact));
        return version == null || !RUNTIME.contains(scope(dependency))
                ? dependency
                : dependency.setArtifact(artifact.setVersion(version));
    }

    private static String scope(Dependency dependency) {
        return dependency.getScope().isEmpty() ? "compile" : dependency.getScope();
    }

    /** The versions of libraries that are seen at run time, by {@code groupId:artifactId}. */
    Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        for (DependencyNode node : runtime()) {
            versions.put(name(node.getArtifact()), node.getArtifact().getVersion());
        }
        return versions;
    }

    /** The ids of the libraries of these names, and of all that these depend on at run time. */
    Set<String> withAllTheyNeed(Set<String> names) {
        Set<String> ids = new TreeSet<>();
        Set<DependencyNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<DependencyNode> open = new ArrayList<>();
        for (DependencyNode node : runtime()) {
            if (names.contains(name(node.getArtifact()))) {
                open.add(node);
            }
        }
        while (!open.isEmpty()) {
            DependencyNode edge = open.removeLast();
            DependencyNode node = winner(edge);
            if (seen.add(node) && isLibrary(node)) {
                ids.add(id(node.getArtifact()));
                open.addAll(edge.getChildren());
                open.addAll(node.getChildren());
            }
        }
        return ids;
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
     *
     * @param shared the ids of those that the app shares
     */
    List<LibraryFile> libraries(Set<String> shared) {
        Map<String, LibraryFile> libraries = new TreeMap<>();
        for (DependencyNode node : runtime()) {
            String id = id(node.getArtifact());
            file(node)
                    .ifPresent(jar ->
                            libraries.put(id, new LibraryFile(id, shared.contains(id), jar)));
        }
        return List.copyOf(libraries.values());
    }

    private List<DependencyNode> runtime() {
        return winners().stream().filter(this::isLibrary).toList();
    }

    /** Whether it is packed: needed to run, no module of the app, not given by the host. */
    private boolean isLibrary(DependencyNode node) {
        Artifact artifact = node.getArtifact();
        return RUNTIME.contains(scope(node.getDependency()))
                && workspace.sibling(artifact).isEmpty()
                && !HostLibraries.gives(artifact.getGroupId(), artifact.getArtifactId());
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

    private static String name(Artifact artifact) {
        return artifact.getGroupId() + ":" + artifact.getArtifactId();
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

    private static DependencyNode winner(DependencyNode node) {
        Object winner = node.getData().get(ConflictResolver.NODE_DATA_WINNER);
        return winner instanceof DependencyNode chosen ? chosen : node;
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

    /** Finds the files; before, there are names and versions only. */
    void resolve() throws Refused {
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
