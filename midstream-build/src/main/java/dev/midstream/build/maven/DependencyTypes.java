package dev.midstream.build.maven;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.ArtifactProperties;
import org.eclipse.aether.artifact.ArtifactType;
import org.eclipse.aether.artifact.ArtifactTypeRegistry;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.artifact.DefaultArtifactType;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;
import org.jspecify.annotations.Nullable;

/** A dependency as poms write it, as Maven Resolver wants it. */
record DependencyTypes(ArtifactTypeRegistry registry) {

    Dependency of(org.apache.maven.model.Dependency written) {
        String name = written.getType();
        ArtifactType known = registry.get(name);
        ArtifactType type = known == null ? new DefaultArtifactType(name) : known;
        @Nullable String systemPath = written.getSystemPath();
        Map<String, String> properties =
                systemPath == null || systemPath.isEmpty()
                        ? Collections.emptyMap()
                        : Map.of(ArtifactProperties.LOCAL_PATH, systemPath);
        Artifact artifact =
                new DefaultArtifact(
                        written.getGroupId(),
                        written.getArtifactId(),
                        written.getClassifier(),
                        null,
                        written.getVersion(),
                        properties,
                        type);
        List<Exclusion> exclusions =
                written.getExclusions().stream()
                        .map(e -> new Exclusion(e.getGroupId(), e.getArtifactId(), "*", "*"))
                        .toList();
        @Nullable Boolean optional = written.getOptional() == null ? null : written.isOptional();
        return new Dependency(artifact, written.getScope(), optional, exclusions);
    }
}
