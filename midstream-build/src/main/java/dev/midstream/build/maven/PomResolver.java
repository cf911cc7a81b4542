package dev.midstream.build.maven;

import dev.midstream.build.project.OwnRepository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Parent;
import org.apache.maven.model.Repository;
import org.apache.maven.model.building.FileModelSource;
import org.apache.maven.model.building.ModelSource;
import org.apache.maven.model.resolution.ModelResolver;
import org.apache.maven.model.resolution.UnresolvableModelException;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.VersionRangeRequest;
import org.eclipse.aether.version.Version;

/** Finds parent poms and imported BOMs: in the app, in the distribution, then in repositories. */
final class PomResolver implements ModelResolver {

    /** The pom that could not be found. */
    record Missing(String coordinates, String asked) {}

    private final MavenSession maven;
    private final Reactor reactor;
    private final OwnRepository own;
    private final List<Repository> declared;
    private final List<Missing> missing;

    PomResolver(MavenSession maven, Reactor reactor, OwnRepository own) {
        this(maven, reactor, own, List.of(), new ArrayList<>());
    }

    private PomResolver(
            MavenSession maven,
            Reactor reactor,
            OwnRepository own,
            List<Repository> declared,
            List<Missing> missing) {
        this.maven = maven;
        this.reactor = reactor;
        this.own = own;
        this.declared = new ArrayList<>(declared);
        this.missing = missing;
    }

    /** What was asked for in vain, by this resolver and its copies. */
    List<Missing> missing() {
        return missing;
    }

    @Override
    public ModelSource resolveModel(String groupId, String artifactId, String version)
            throws UnresolvableModelException {
        Optional<Path> here =
                reactor.pom(groupId, artifactId)
                        .or(() -> own.find(groupId, artifactId, version, "", "pom"));
        if (here.isPresent()) {
            return new FileModelSource(here.get().toFile());
        }
        Artifact pom = new DefaultArtifact(groupId, artifactId, "", "pom", version);
        List<RemoteRepository> repositories = maven.repositories(declared);
        try {
            ArtifactRequest request = new ArtifactRequest(pom, repositories, "");
            return new FileModelSource(
                    maven.system()
                            .resolveArtifact(maven.session(), request)
                            .getArtifact()
                            .getFile());
        } catch (RepositoryException e) {
            missing.add(
                    new Missing(
                            groupId + ":" + artifactId + ":" + version, maven.asked(repositories)));
            throw new UnresolvableModelException(e.getMessage(), groupId, artifactId, version, e);
        }
    }

    @Override
    public ModelSource resolveModel(Parent parent) throws UnresolvableModelException {
        String version = highest(parent.getGroupId(), parent.getArtifactId(), parent.getVersion());
        parent.setVersion(version);
        return resolveModel(parent.getGroupId(), parent.getArtifactId(), version);
    }

    @Override
    public ModelSource resolveModel(Dependency bom) throws UnresolvableModelException {
        String version = highest(bom.getGroupId(), bom.getArtifactId(), bom.getVersion());
        bom.setVersion(version);
        return resolveModel(bom.getGroupId(), bom.getArtifactId(), version);
    }

    @Override
    public void addRepository(Repository repository) {
        addRepository(repository, false);
    }

    @Override
    public void addRepository(Repository repository, boolean replace) {
        if (replace) {
            declared.removeIf(known -> known.getId().equals(repository.getId()));
        }
        if (declared.stream().noneMatch(known -> known.getId().equals(repository.getId()))) {
            declared.add(repository);
        }
    }

    @Override
    public ModelResolver newCopy() {
        return new PomResolver(maven, reactor, own, declared, missing);
    }

    /** The version itself, or the highest there is of a range such as {@code [1,2)}. */
    private String highest(String groupId, String artifactId, String version)
            throws UnresolvableModelException {
        if (!version.startsWith("[") && !version.startsWith("(")) {
            return version;
        }
        Artifact pom = new DefaultArtifact(groupId, artifactId, "", "pom", version);
        List<RemoteRepository> repositories = maven.repositories(declared);
        Version found;
        try {
            found =
                    maven.system()
                            .resolveVersionRange(
                                    maven.session(), new VersionRangeRequest(pom, repositories, ""))
                            .getHighestVersion();
        } catch (RepositoryException e) {
            throw new UnresolvableModelException(e.getMessage(), groupId, artifactId, version, e);
        }
        if (found == null) {
            missing.add(
                    new Missing(
                            groupId + ":" + artifactId + ":" + version, maven.asked(repositories)));
            throw new UnresolvableModelException("no such version", groupId, artifactId, version);
        }
        return found.toString();
    }
}
