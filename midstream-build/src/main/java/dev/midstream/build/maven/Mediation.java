package dev.midstream.build.maven;

import dev.midstream.build.project.BuildError;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.maven.model.Model;
import org.eclipse.aether.util.version.GenericVersionScheme;
import org.eclipse.aether.version.InvalidVersionSpecificationException;
import org.eclipse.aether.version.VersionScheme;

/**
 * One version of each library for a whole app. Each module is mediated as Maven does it; where
 * modules come to different versions, all get the one that the root's dependencyManagement names,
 * else the highest, and are mediated again. Used once; not thread-safe.
 */
final class Mediation {

    /**
     * More rounds than any app needs: a round follows only if a version that was just chosen brings
     * another conflict with it.
     */
    private static final int ROUNDS = 16;

    private final Model root;
    private final List<Model> modules;
    private final MavenSession maven;
    private final ReactorWorkspace workspace;
    private final Map<String, String> chosen = new TreeMap<>();
    private final SortedMap<String, Finding> findings = new TreeMap<>();
    private final Map<String, Dependencies> dependencies = new LinkedHashMap<>();
    private final VersionScheme scheme = new GenericVersionScheme();

    private Mediation(
            Model root, List<Model> modules, MavenSession maven, ReactorWorkspace workspace) {
        this.root = root;
        this.modules = modules;
        this.maven = maven;
        this.workspace = workspace;
    }

    /**
     * What a mediation comes to.
     *
     * @param dependencies by artifactId of the module, resolved
     * @param findings which modules asked for which versions, and what they all get
     */
    record Mediated(Map<String, Dependencies> dependencies, List<Finding> findings) {}

    /** Mediates and resolves. */
    static Mediated of(
            Model root,
            List<Model> modules,
            MavenSession maven,
            ReactorWorkspace workspace,
            Consumer<String> progress)
            throws Refused {
        Mediation mediation = new Mediation(root, modules, maven, workspace);
        mediation.mediate(progress);
        for (Dependencies one : mediation.dependencies.values()) {
            one.resolve();
        }
        return new Mediated(mediation.dependencies, List.copyOf(mediation.findings.values()));
    }

    private void mediate(Consumer<String> progress) throws Refused {
        for (int round = 0; round < ROUNDS; round++) {
            for (Model module : modules) {
                String name = module.getArtifactId();
                Dependencies known = dependencies.get(name);
                if (known == null || contradicts(known.versions())) {
                    progress.accept("resolving " + name);
                    dependencies.put(name, Dependencies.collect(module, maven, workspace, chosen));
                }
            }
            if (!choose()) {
                return;
            }
        }
        throw new Refused(
                BuildError.LIBRARY_VERSIONS,
                root.getArtifactId(),
                "its modules' libraries come to no agreement; so far " + chosen,
                "Manage these versions in the root pom's dependencyManagement");
    }

    private boolean contradicts(Map<String, String> versions) {
        return versions.entrySet().stream()
                .anyMatch(one -> {
                    String fixed = chosen.get(one.getKey());
                    return fixed != null && !fixed.equals(one.getValue());
                });
    }

    /** Whether there is a conflict that was not there before. */
    private boolean choose() {
        Map<String, SortedMap<String, List<String>>> asked = new TreeMap<>();
        dependencies.forEach((module, of) ->
                of.versions()
                        .forEach((library, version) ->
                                asked.computeIfAbsent(library, key -> new TreeMap<>(this::compare))
                                        .computeIfAbsent(version, key -> new ArrayList<>())
                                        .add(module)));
        boolean changed = false;
        for (Map.Entry<String, SortedMap<String, List<String>>> library : asked.entrySet()) {
            if (library.getValue().size() > 1 && !chosen.containsKey(library.getKey())) {
                choose(library.getKey(), library.getValue());
                changed = true;
            }
        }
        return changed;
    }

    private void choose(String library, SortedMap<String, List<String>> asked) {
        String highest = asked.lastKey();
        Optional<String> managed = managed(library);
        String version = managed.orElse(highest);
        chosen.put(library, version);
        String message =
                "modules ask for different versions: "
                        + asked
                        + "; all get "
                        + version
                        + (managed.isPresent()
                                ? ", which the root pom manages"
                                : ", the highest of them");
        findings.put(
                library,
                compare(version, highest) < 0
                        ? Finding.warning(
                                BuildError.LIBRARY_VERSIONS,
                                library,
                                message,
                                "Raise the version in the root pom's dependencyManagement, or lower"
                                        + " it in the modules")
                        : Finding.info(
                                BuildError.LIBRARY_VERSIONS,
                                library,
                                message,
                                "Another one is chosen by the root pom's dependencyManagement"));
    }

    private Optional<String> managed(String library) {
        return Optional.ofNullable(root.getDependencyManagement()).stream()
                .flatMap(management -> management.getDependencies().stream())
                .filter(one -> library.equals(one.getGroupId() + ":" + one.getArtifactId()))
                .map(one -> one.getVersion())
                .findFirst();
    }

    private int compare(String one, String two) {
        try {
            int order = scheme.parseVersion(one).compareTo(scheme.parseVersion(two));
            return order != 0 ? order : one.compareTo(two); // 1 and 1.0 are two files
        } catch (InvalidVersionSpecificationException impossible) {
            throw new AssertionError("the generic scheme takes any text", impossible);
        }
    }
}
