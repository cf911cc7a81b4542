package dev.midstream.build.maven;

import dev.midstream.build.project.OwnRepository;
import java.io.File;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.model.Model;
import org.apache.maven.repository.internal.MavenWorkspaceReader;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.repository.WorkspaceRepository;
import org.jspecify.annotations.Nullable;

/**
 * What is found without asking a repository: the app's own modules, whose jars do not exist yet,
 * and what comes with the distribution.
 */
final class ReactorWorkspace implements MavenWorkspaceReader {

    private record Sibling(Path pom, Model model) {}

    private final WorkspaceRepository repository = new WorkspaceRepository("app", new Object());
    private final Map<String, Sibling> siblings = new HashMap<>();
    private final OwnRepository own;

    ReactorWorkspace(Map<Path, Model> models, OwnRepository own) {
        this.own = own;
        models.forEach((pom, model) ->
                siblings.put(
                        model.getGroupId() + ":" + model.getArtifactId(), new Sibling(pom, model)));
    }

    /** The module of the app that an artifact is the pom or the jar of. */
    Optional<Model> sibling(Artifact artifact) {
        return artifact.getClassifier().isEmpty()
                ? Optional.ofNullable(siblings.get(key(artifact))).map(Sibling::model)
                : Optional.empty();
    }

    @Override
    public @Nullable Model findModel(Artifact artifact) {
        Sibling sibling = siblings.get(key(artifact));
        return sibling == null ? null : sibling.model();
    }

    @Override
    public @Nullable File findArtifact(Artifact artifact) {
        Sibling sibling = siblings.get(key(artifact));
        if (sibling != null) {
            return artifact.getExtension().equals("pom") ? sibling.pom().toFile() : null;
        }
        return own.find(
                        artifact.getGroupId(),
                        artifact.getArtifactId(),
                        artifact.getVersion(),
                        artifact.getClassifier(),
                        artifact.getExtension())
                .map(Path::toFile)
                .orElse(null);
    }

    @Override
    public List<String> findVersions(Artifact artifact) {
        Sibling sibling = siblings.get(key(artifact));
        return sibling == null ? List.of() : List.of(sibling.model().getVersion());
    }

    @Override
    public WorkspaceRepository getRepository() {
        return repository;
    }

    private static String key(Artifact artifact) {
        return artifact.getGroupId() + ":" + artifact.getArtifactId();
    }
}
