package dev.midstream.build.maven;

import dev.midstream.build.project.ResourceFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.Resource;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/** What a pom's {@code <resources>} mean. */
final class ResourceConfiguration {

    /** Configuration of the resources plugin that leaves the copied bytes as they are. */
    private static final Set<String> WITHOUT_EFFECT =
            Set.of("encoding", "propertiesEncoding", "includeEmptyDirs", "overwrite", "skip");

    private ResourceConfiguration() {}

    static List<ResourceFolder> of(Model model) throws NotUnderstood {
        checkPlugin(model);
        List<ResourceFolder> folders = new ArrayList<>();
        Path base = model.getProjectDirectory().toPath();
        for (Resource resource : model.getBuild().getResources()) {
            Map<String, String> filter = Map.of();
            if (resource.isFiltering()) {
                if (!model.getBuild().getFilters().isEmpty()) {
                    throw new NotUnderstood("resource filtering with <filters>");
                }
                filter = values(model);
            }
            String target = resource.getTargetPath() == null ? "" : resource.getTargetPath();
            Path inside = Path.of(target).normalize();
            if (inside.isAbsolute() || inside.startsWith("..")) {
                throw new NotUnderstood("resources with targetPath " + target);
            }
            folders.add(
                    new ResourceFolder(
                            base.resolve(resource.getDirectory()),
                            inside.toString().replace('\\', '/'),
                            resource.getIncludes(),
                            resource.getExcludes(),
                            filter));
        }
        return folders;
    }

    private static void checkPlugin(Model model) throws NotUnderstood {
        Optional<Plugin> plugin =
                UnderstoodPlugins.lifecyclePlugin(model, "maven-resources-plugin");
        Xpp3Dom configuration = plugin.map(UnderstoodPlugins::configuration).orElse(null);
        if (configuration == null) {
            return;
        }
        for (Xpp3Dom element : configuration.getChildren()) {
            if (!WITHOUT_EFFECT.contains(element.getName())) {
                throw new NotUnderstood("maven-resources-plugin with <" + element.getName() + ">");
            }
        }
    }

    /** The pom's properties and what is mostly asked for of the project itself. */
    private static Map<String, String> values(Model model) {
        Map<String, String> values = new HashMap<>();
        model.getProperties()
                .forEach((name, value) -> values.put(String.valueOf(name), String.valueOf(value)));
        project(values, "groupId", model.getGroupId());
        project(values, "artifactId", model.getArtifactId());
        project(values, "version", model.getVersion());
        project(values, "name", model.getName() == null ? model.getArtifactId() : model.getName());
        project(
                values,
                "description",
                model.getDescription() == null ? "" : model.getDescription());
        project(values, "packaging", model.getPackaging());
        return values;
    }

    private static void project(Map<String, String> values, String name, String value) {
        values.put("project." + name, value);
        values.put("pom." + name, value);
    }
}
