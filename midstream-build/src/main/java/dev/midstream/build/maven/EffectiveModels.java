package dev.midstream.build.maven;

import dev.midstream.build.project.BuildError;
import dev.midstream.build.project.OwnRepository;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.maven.model.Model;
import org.apache.maven.model.building.DefaultModelBuilder;
import org.apache.maven.model.building.DefaultModelBuilderFactory;
import org.apache.maven.model.building.DefaultModelBuildingRequest;
import org.apache.maven.model.building.ModelBuildingException;
import org.apache.maven.model.building.ModelBuildingRequest;
import org.apache.maven.model.building.ModelCache;
import org.apache.maven.model.building.ModelProblem;
import org.jspecify.annotations.Nullable;

/** The poms of an app with parents, properties, profiles and imports worked in, as Maven does. */
final class EffectiveModels {

    private final DefaultModelBuilder builder = new DefaultModelBuilderFactory().newInstance();
    private final ModelCache cache = new PomCache();
    private final Properties system = new Properties();
    private final MavenSession maven;
    private final Reactor reactor;
    private final OwnRepository own;
    private final Map<Path, Model> models = new LinkedHashMap<>();

    private EffectiveModels(MavenSession maven, Reactor reactor, OwnRepository own) {
        this.maven = maven;
        this.reactor = reactor;
        this.own = own;
        System.getenv().forEach((name, value) -> system.setProperty("env." + name, value));
        system.putAll(System.getProperties());
    }

    /** Effective models by pom file, parents before their modules, as the poms list them. */
    static Map<Path, Model> build(
            Path rootPom, MavenSession maven, Reactor reactor, OwnRepository own) throws Refused {
        EffectiveModels all = new EffectiveModels(maven, reactor, own);
        all.add(rootPom);
        return all.models;
    }

    private void add(Path pom) throws Refused {
        if (models.containsKey(pom)) {
            return;
        }
        Model model = build(pom);
        models.put(pom, model);
        for (String module : model.getModules()) {
            Path child = Reactor.pomOf(pom, module);
            if (!Files.isRegularFile(child)) {
                throw new Refused(
                        BuildError.MODULE_MISSING,
                        pom.toString(),
                        "lists the module '" + module.strip() + "', but there is no " + child,
                        "Add the module's folder with its pom.xml, or remove it from <modules>");
            }
            add(child);
        }
    }

    private Model build(Path pom) throws Refused {
        PomResolver resolver = new PomResolver(maven, reactor, own);
        DefaultModelBuildingRequest request = new DefaultModelBuildingRequest();
        request.setPomFile(pom.toFile());
        request.setModelResolver(resolver);
        request.setModelCache(cache);
        request.setProcessPlugins(true);
        request.setValidationLevel(ModelBuildingRequest.VALIDATION_LEVEL_MAVEN_3_0);
        request.setSystemProperties(system);
        try {
            return builder.build(request).getEffectiveModel();
        } catch (ModelBuildingException e) {
            throw refused(pom, resolver.missing(), e);
        }
    }

    private static Refused refused(
            Path pom, List<PomResolver.Missing> missing, ModelBuildingException e) {
        if (!missing.isEmpty()) {
            return new Refused(
                    missing.stream()
                            .distinct()
                            .map(one ->
                                    Finding.error(
                                            BuildError.PARENT_MISSING,
                                            pom.toString(),
                                            "parent or imported pom "
                                                    + one.coordinates()
                                                    + " not found; "
                                                    + one.asked(),
                                            "Correct its coordinates or <relativePath>, or"
                                                    + " make a repository known that has it"))
                            .toList());
        }
        List<Finding> findings = new ArrayList<>();
        for (ModelProblem problem : e.getProblems()) {
            if (problem.getSeverity() != ModelProblem.Severity.WARNING) {
                String line = problem.getLineNumber() > 0 ? ":" + problem.getLineNumber() : "";
                findings.add(
                        Finding.error(
                                BuildError.POM_INVALID,
                                file(problem, pom) + line,
                                problem.getMessage(),
                                "`mvn validate` reports the same"));
            }
        }
        return findings.isEmpty()
                ? new Refused(
                        BuildError.POM_INVALID, pom.toString(), String.valueOf(e.getMessage()), "")
                : new Refused(findings.stream().distinct().collect(Collectors.toList()));
    }

    private static String file(ModelProblem problem, Path pom) {
        String source = problem.getSource();
        return source == null || source.isEmpty() ? pom.toString() : source;
    }

    /** Parents and BOMs are parsed once per plan, however many modules share them. */
    private static final class PomCache implements ModelCache {

        private record Key(String groupId, String artifactId, String version, String tag) {}

        private final Map<Key, Object> models = new HashMap<>();

        @Override
        public void put(
                String groupId, String artifactId, String version, String tag, Object data) {
            models.put(new Key(groupId, artifactId, version, tag), data);
        }

        @Override
        public @Nullable Object get(String groupId, String artifactId, String version, String tag) {
            return models.get(new Key(groupId, artifactId, version, tag));
        }
    }
}
