package dev.midstream.build.maven;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a module's build does no more than compile and copy resources.
 *
 * <p>Allowed is what is listed, what runs after the jar is packed, and what is configured without
 * being bound to the build. Everything else might write a class or a resource.
 */
final class UnderstoodPlugins {

    private static final String APACHE = "org.apache.maven.plugins";
    private static final String MOJO = "org.codehaus.mojo";

    /** Neither write into the jar nor, by their own goals, prepare something that gets there. */
    private static final Set<String> HARMLESS =
            Set.of(
                    APACHE + ":maven-surefire-plugin",
                    APACHE + ":maven-failsafe-plugin",
                    APACHE + ":maven-surefire-report-plugin",
                    APACHE + ":maven-install-plugin",
                    APACHE + ":maven-deploy-plugin",
                    APACHE + ":maven-site-plugin",
                    APACHE + ":maven-clean-plugin",
                    APACHE + ":maven-source-plugin",
                    APACHE + ":maven-javadoc-plugin",
                    APACHE + ":maven-enforcer-plugin",
                    APACHE + ":maven-release-plugin",
                    APACHE + ":maven-gpg-plugin",
                    APACHE + ":maven-help-plugin",
                    APACHE + ":maven-wrapper-plugin",
                    APACHE + ":maven-artifact-plugin",
                    APACHE + ":maven-checkstyle-plugin",
                    APACHE + ":maven-pmd-plugin",
                    APACHE + ":maven-project-info-reports-plugin",
                    MOJO + ":flatten-maven-plugin",
                    MOJO + ":versions-maven-plugin",
                    MOJO + ":animal-sniffer-maven-plugin",
                    "com.diffplug.spotless:spotless-maven-plugin",
                    "com.github.spotbugs:spotbugs-maven-plugin",
                    "com.github.siom79.japicmp:japicmp-maven-plugin",
                    "org.cyclonedx:cyclonedx-maven-plugin",
                    "org.pitest:pitest-maven",
                    "org.sonatype.central:central-publishing-maven-plugin");

    /** Plugins of which only some goals leave the jar alone. */
    private static final Map<String, Set<String>> HARMLESS_GOALS =
            Map.of(
                    APACHE + ":maven-dependency-plugin",
                    Set.of(
                            "analyze",
                            "analyze-only",
                            "analyze-dep-mgt",
                            "analyze-duplicate",
                            "tree",
                            "list",
                            "resolve",
                            "go-offline"),
                    APACHE + ":maven-jar-plugin",
                    Set.of("test-jar"),
                    APACHE + ":maven-compiler-plugin",
                    Set.of("testCompile"),
                    APACHE + ":maven-resources-plugin",
                    Set.of("testResources"),
                    MOJO + ":build-helper-maven-plugin",
                    Set.of("add-test-source", "add-test-resource"),
                    "org.jacoco:jacoco-maven-plugin",
                    Set.of(
                            "prepare-agent",
                            "prepare-agent-integration",
                            "report",
                            "report-integration",
                            "report-aggregate",
                            "check"));

    /** Bound by the lifecycle of a jar, so that pluginManagement alone configures them. */
    private static final Map<String, String> LIFECYCLE =
            Map.of(
                    APACHE + ":maven-compiler-plugin", "default-compile",
                    APACHE + ":maven-resources-plugin", "default-resources",
                    APACHE + ":maven-jar-plugin", "default-jar");

    /** The jar is packed before these phases. */
    private static final Set<String> AFTER_PACKAGE =
            Set.of(
                    "none",
                    "pre-integration-test",
                    "integration-test",
                    "post-integration-test",
                    "verify",
                    "install",
                    "deploy",
                    "pre-clean",
                    "clean",
                    "post-clean",
                    "pre-site",
                    "site",
                    "post-site",
                    "site-deploy");

    private UnderstoodPlugins() {}

    /** The plugin as the build has it, for one that is bound by the lifecycle. */
    static Optional<Plugin> lifecyclePlugin(Model model, String artifactId) {
        Build build = model.getBuild();
        String key = APACHE + ":" + artifactId;
        return Optional.ofNullable(build.getPluginsAsMap().get(key))
                .or(() ->
                        Optional.ofNullable(build.getPluginManagement())
                                .map(managed -> managed.getPluginsAsMap().get(key)));
    }

    /** The configuration of a lifecycle plugin's own execution, that of the plugin worked in. */
    static @Nullable Xpp3Dom configuration(Plugin plugin) {
        PluginExecution execution =
                plugin.getExecutionsAsMap().get(LIFECYCLE.getOrDefault(plugin.getKey(), "default"));
        Xpp3Dom general = (Xpp3Dom) plugin.getConfiguration();
        if (execution == null || execution.getConfiguration() == null) {
            return general;
        }
        Xpp3Dom own = new Xpp3Dom((Xpp3Dom) execution.getConfiguration());
        return Xpp3Dom.mergeXpp3Dom(own, general);
    }

    /** Refuses to understand a model with a plugin that is not on the list. */
    static void check(Model model) throws NotUnderstood {
        if (!model.getPackaging().equals("jar")) {
            throw new NotUnderstood("packaging '" + model.getPackaging() + "'");
        }
        Map<String, Plugin> plugins = new HashMap<>(model.getBuild().getPluginsAsMap());
        for (String lifecycle : LIFECYCLE.keySet()) {
            lifecyclePlugin(model, lifecycle.substring(lifecycle.indexOf(':') + 1))
                    .ifPresent(plugin -> plugins.putIfAbsent(lifecycle, plugin));
        }
        List<String> keys = new ArrayList<>(plugins.keySet());
        keys.sort(String::compareTo);
        for (String key : keys) {
            Plugin plugin = plugins.get(key);
            if (plugin != null) {
                check(plugin);
            }
        }
    }

    private static void check(Plugin plugin) throws NotUnderstood {
        if (HARMLESS.contains(plugin.getKey())) {
            return;
        }
        if (plugin.isExtensions()) {
            throw new NotUnderstood(plugin.getKey() + " with extensions");
        }
        String lifecycleExecution = LIFECYCLE.get(plugin.getKey());
        for (PluginExecution execution : plugin.getExecutions()) {
            if (execution.getId().equals(lifecycleExecution)) {
                if ("none".equals(execution.getPhase())) {
                    throw new NotUnderstood(plugin.getKey() + " switched off");
                }
                continue;
            }
            boolean after =
                    execution.getPhase() != null && AFTER_PACKAGE.contains(execution.getPhase());
            Set<String> harmless = HARMLESS_GOALS.getOrDefault(plugin.getKey(), Set.of());
            if (!after && !harmless.containsAll(execution.getGoals())) {
                throw new NotUnderstood(
                        plugin.getKey() + " with goal " + String.join(", ", execution.getGoals()));
            }
        }
        if (plugin.getKey().equals(APACHE + ":maven-jar-plugin")) {
            checkJar(plugin);
        }
    }

    /** Manifest entries do not matter here; what is left out or where the jar goes does. */
    private static void checkJar(Plugin plugin) throws NotUnderstood {
        Xpp3Dom configuration = configuration(plugin);
        if (configuration == null) {
            return;
        }
        for (Xpp3Dom element : configuration.getChildren()) {
            if (!Set.of("archive", "skipIfEmpty", "forceCreation", "outputTimestamp")
                    .contains(element.getName())) {
                throw new NotUnderstood("maven-jar-plugin with <" + element.getName() + ">");
            }
        }
    }
}
