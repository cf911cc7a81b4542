package dev.midstream.build.maven;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.maven.model.Repository;
import org.apache.maven.repository.internal.ArtifactDescriptorUtils;
import org.eclipse.aether.ConfigurationProperties;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.WorkspaceReader;
import org.eclipse.aether.resolution.ResolutionErrorPolicy;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferEvent;
import org.eclipse.aether.util.graph.transformer.ConflictResolver;
import org.eclipse.aether.util.repository.SimpleArtifactDescriptorPolicy;
import org.eclipse.aether.util.repository.SimpleResolutionErrorPolicy;

/**
 * Maven Resolver as the user has set it up: settings.xml with its mirrors, local repository and
 * proxies. One per plan; not thread-safe.
 */
final class MavenSession implements AutoCloseable {

    private static final int CONNECT_TIMEOUT_MILLIS = 10_000;
    private static final int REQUEST_TIMEOUT_MILLIS = 60_000;

    private final Context context;
    private final DefaultRepositorySystemSession session;

    private MavenSession(Context context, DefaultRepositorySystemSession session) {
        this.context = context;
        this.session = session;
    }

    static MavenSession open(boolean offline, Consumer<String> progress) {
        ContextOverrides.Builder overrides =
                ContextOverrides.create()
                        .withUserSettings(true)
                        .configProperties(configuration())
                        .transferListener(
                                new AbstractTransferListener() {
                                    @Override
                                    public void transferInitiated(TransferEvent event) {
                                        progress.accept(
                                                "fetching "
                                                        + event.getResource().getRepositoryUrl()
                                                        + event.getResource().getResourceName());
                                    }
                                });
        if (offline) {
            overrides.offline(true);
        }
        Context context = Runtimes.INSTANCE.getRuntime().create(overrides.build());
        DefaultRepositorySystemSession session =
                new DefaultRepositorySystemSession(context.repositorySystemSession());
        // As Maven: a library whose own pom is missing or broken still resolves as a jar.
        session.setArtifactDescriptorPolicy(new SimpleArtifactDescriptorPolicy(true, true));
        // "Not found" is not remembered: whoever builds again after a mirror caught up gets it.
        session.setResolutionErrorPolicy(
                new SimpleResolutionErrorPolicy(ResolutionErrorPolicy.CACHE_DISABLED));
        return new MavenSession(context, session);
    }

    private static Map<String, Object> configuration() {
        Map<String, Object> configuration = new HashMap<>();
        configuration.put(ConfigurationProperties.CONNECT_TIMEOUT, CONNECT_TIMEOUT_MILLIS);
        configuration.put(ConfigurationProperties.REQUEST_TIMEOUT, REQUEST_TIMEOUT_MILLIS);
        // Losers of the version mediation stay in the tree, with a pointer to who won.
        configuration.put(ConflictResolver.CONFIG_PROP_VERBOSE, true);
        return configuration;
    }

    /** From now on these modules are found before any repository is asked. */
    void workspace(WorkspaceReader workspace) {
        session.setWorkspaceReader(workspace);
    }

    RepositorySystem system() {
        return context.repositorySystem();
    }

    RepositorySystemSession session() {
        return session;
    }

    boolean offline() {
        return session.isOffline();
    }

    /** What every project asks: settings.xml and Maven Central. */
    List<RemoteRepository> repositories() {
        return context.remoteRepositories();
    }

    /** The repositories of settings and those of a pom, each once, mirrored and authenticated. */
    List<RemoteRepository> repositories(List<Repository> ofPom) {
        List<RemoteRepository> declared = new ArrayList<>();
        ofPom.forEach(
                repository -> declared.add(ArtifactDescriptorUtils.toRemoteRepository(repository)));
        Map<String, RemoteRepository> byId = new LinkedHashMap<>();
        repositories().forEach(repository -> byId.put(repository.getId(), repository));
        system().newResolutionRepositories(session, declared)
                .forEach(repository -> {
                    boolean known =
                            byId.values().stream()
                                    .anyMatch(other -> other.getUrl().equals(repository.getUrl()));
                    if (!known) {
                        byId.putIfAbsent(repository.getId(), repository);
                    }
                });
        return List.copyOf(byId.values());
    }

    /** Where was looked, for people. */
    String asked(List<RemoteRepository> repositories) {
        String local = session.getLocalRepository().getBasedir().toString();
        return offline()
                ? "offline, so only " + local + " was asked"
                : "asked "
                        + repositories.stream()
                                .map(r -> r.getId() + " (" + r.getUrl() + ")")
                                .collect(Collectors.joining(", "))
                        + " and "
                        + local;
    }

    @Override
    public void close() {
        context.close();
    }
}
