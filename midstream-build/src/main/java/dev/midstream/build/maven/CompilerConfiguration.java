package dev.midstream.build.maven;

import dev.midstream.build.project.JavacSettings;
import dev.midstream.runtime.finding.Refused;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Exclusion;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/** What maven-compiler-plugin's configuration means for javac. */
final class CompilerConfiguration {

    /** Configuration that does not change what the main sources compile to. */
    private static final Set<String> WITHOUT_EFFECT =
            Set.of(
                    "annotationProcessorPathsUseDepMgmt",
                    "createMissingPackageInfoClass",
                    "forceJavacCompilerUse",
                    "forceLegacyJavacApi",
                    "fork",
                    "generatedSourcesDirectory",
                    "generatedTestSourcesDirectory",
                    "maxmem",
                    "meminitial",
                    "optimize",
                    "skip",
                    "staleMillis",
                    "testCompilerArgument",
                    "testCompilerArguments",
                    "testExcludes",
                    "testIncludes",
                    "testRelease",
                    "testSource",
                    "testTarget",
                    "useIncrementalCompilation",
                    "useModulePath",
                    "verbose");

    /** Arguments that need another class path or another JVM than the builder's. */
    private static final List<String> FOREIGN_ARGUMENTS =
            List.of(
                    "-Xplugin",
                    "-J",
                    "@",
                    "-d",
                    "-s",
                    "-h",
                    "-cp",
                    "-classpath",
                    "--class-path",
                    "-p",
                    "--module",
                    "-sourcepath",
                    "--source-path",
                    "--patch-module",
                    "-processorpath",
                    "--processor-path");

    private final Properties properties;
    private final List<String> options = new ArrayList<>(List.of("-parameters"));
    private final List<Dependency> processors = new ArrayList<>();
    private @Nullable String release;
    private @Nullable String source;
    private @Nullable String target;
    private String encoding;
    private boolean debug = true;
    private boolean preview;
    private boolean failOnWarning;
    private boolean showDeprecation;
    private @Nullable String proc;

    private CompilerConfiguration(Model model) {
        properties = model.getProperties();
        release = properties.getProperty("maven.compiler.release");
        source = properties.getProperty("maven.compiler.source");
        target = properties.getProperty("maven.compiler.target");
        proc = properties.getProperty("maven.compiler.proc");
        preview = flag("maven.compiler.enablePreview");
        failOnWarning = flag("maven.compiler.failOnWarning");
        showDeprecation = flag("maven.compiler.showDeprecation");
        encoding =
                properties.getProperty(
                        "encoding",
                        properties.getProperty("project.build.sourceEncoding", "UTF-8"));
    }

    /** The settings of a model; its annotation processors' path is resolved. */
    static JavacSettings of(Model model, MavenSession maven, ReactorWorkspace workspace)
            throws NotUnderstood, Refused {
        CompilerConfiguration configuration = new CompilerConfiguration(model);
        Optional<Plugin> plugin = UnderstoodPlugins.lifecyclePlugin(model, "maven-compiler-plugin");
        if (plugin.isPresent()) {
            if (!plugin.get().getDependencies().isEmpty()) {
                throw new NotUnderstood("maven-compiler-plugin with <dependencies>");
            }
            Xpp3Dom elements = UnderstoodPlugins.configuration(plugin.get());
            if (elements != null) {
                for (Xpp3Dom element : elements.getChildren()) {
                    configuration.read(element);
                }
            }
        }
        return configuration.settings(model, maven, workspace);
    }

    private boolean flag(String property) {
        return Boolean.parseBoolean(properties.getProperty(property));
    }

    private void read(Xpp3Dom element) throws NotUnderstood {
        String text = element.getValue() == null ? "" : element.getValue().strip();
        boolean yes = Boolean.parseBoolean(text);
        switch (element.getName()) {
            case "release" -> release = text;
            case "source" -> source = text;
            case "target" -> target = text;
            case "encoding" -> encoding = text;
            case "debug" -> debug = yes;
            case "enablePreview" -> preview = yes;
            case "failOnWarning" -> failOnWarning = yes;
            case "showDeprecation" -> showDeprecation = yes;
            case "proc" -> proc = text;
            case "parameters", "showWarnings" -> {
                // parameters are always kept; warnings are shown when -Xlint asks for them
            }
            case "compilerArgs" -> {
                for (Xpp3Dom argument : element.getChildren()) {
                    argument(argument.getValue());
                }
            }
            case "compilerArgument" -> argument(text);
            case "annotationProcessors" -> {
                List<String> names =
                        Arrays.stream(element.getChildren()).map(Xpp3Dom::getValue).toList();
                if (!names.isEmpty()) {
                    options.addAll(List.of("-processor", String.join(",", names)));
                }
            }
            case "annotationProcessorPaths" -> {
                for (Xpp3Dom path : element.getChildren()) {
                    processors.add(processor(path));
                }
            }
            case "compilerId" -> {
                if (!text.equals("javac")) {
                    throw new NotUnderstood("compiler '" + text + "'");
                }
            }
            default -> {
                if (!WITHOUT_EFFECT.contains(element.getName())) {
                    throw new NotUnderstood(
                            "maven-compiler-plugin with <" + element.getName() + ">");
                }
            }
        }
    }

    private void argument(@Nullable String argument) throws NotUnderstood {
        if (argument == null || argument.isBlank()) {
            return;
        }
        String text = argument.strip();
        if (FOREIGN_ARGUMENTS.stream()
                .anyMatch(foreign ->
                        text.equals(foreign)
                                || foreign.length() > 2 && text.startsWith(foreign)
                                || foreign.equals("@") && text.startsWith("@")
                                || foreign.equals("-J") && text.startsWith("-J"))) {
            throw new NotUnderstood("compiler argument " + text);
        }
        options.add(text);
    }

    private static Dependency processor(Xpp3Dom path) throws NotUnderstood {
        Dependency dependency = new Dependency();
        dependency.setScope("runtime");
        for (Xpp3Dom part : path.getChildren()) {
            String value = part.getValue() == null ? "" : part.getValue().strip();
            switch (part.getName()) {
                case "groupId" -> dependency.setGroupId(value);
                case "artifactId" -> dependency.setArtifactId(value);
                case "version" -> dependency.setVersion(value);
                case "classifier" -> dependency.setClassifier(value);
                case "type" -> dependency.setType(value);
                case "exclusions" -> {
                    for (Xpp3Dom written : part.getChildren()) {
                        Exclusion exclusion = new Exclusion();
                        exclusion.setGroupId(value(written, "groupId"));
                        exclusion.setArtifactId(value(written, "artifactId"));
                        dependency.addExclusion(exclusion);
                    }
                }
                default ->
                        throw new NotUnderstood(
                                "annotationProcessorPaths with <" + part.getName() + ">");
            }
        }
        return dependency;
    }

    private static String value(Xpp3Dom element, String child) {
        Xpp3Dom found = element.getChild(child);
        return found == null || found.getValue() == null ? "*" : found.getValue().strip();
    }

    private JavacSettings settings(Model model, MavenSession maven, ReactorWorkspace workspace)
            throws NotUnderstood, Refused {
        if (release != null && !release.isEmpty()) {
            options.addAll(List.of("--release", release));
        } else if (source != null || target != null) {
            String from = source == null ? target : source;
            String to = target == null ? source : target;
            options.addAll(List.of("-source", String.valueOf(from), "-target", String.valueOf(to)));
        } else {
            options.addAll(List.of("--release", JavacSettings.DEFAULT_RELEASE));
        }
        if (debug) {
            options.add("-g");
        }
        if (preview) {
            options.add("--enable-preview");
        }
        if (failOnWarning) {
            options.add("-Werror");
        }
        if (showDeprecation) {
            options.add("-Xlint:deprecation");
        }
        if (proc != null && !proc.isEmpty()) {
            options.add("-proc:" + proc);
        }
        if (processors.isEmpty()) {
            return new JavacSettings(options, encoding, List.of());
        }
        DependencyTypes types = new DependencyTypes(maven.session().getArtifactTypeRegistry());
        List<org.eclipse.aether.graph.Dependency> direct = new ArrayList<>();
        for (Dependency processor : processors) {
            direct.add(types.of(versioned(processor, model)));
        }
        Dependencies resolved = Dependencies.of(model, direct, maven, workspace);
        if (!resolved.requires().isEmpty()) {
            throw new NotUnderstood("annotation processors in module " + resolved.requires());
        }
        return new JavacSettings(options, encoding, resolved.runtimeFiles());
    }

    /** A processor without a version has that of the dependency management. */
    private static Dependency versioned(Dependency processor, Model model) throws NotUnderstood {
        if (processor.getVersion() != null && !processor.getVersion().isEmpty()) {
            return processor;
        }
        List<Dependency> managed =
                model.getDependencyManagement() == null
                        ? List.of()
                        : model.getDependencyManagement().getDependencies();
        for (Dependency known : managed) {
            if (known.getManagementKey().equals(processor.getManagementKey())) {
                processor.setVersion(known.getVersion());
                return processor;
            }
        }
        throw new NotUnderstood(
                "annotation processor " + processor.getManagementKey() + " without a version");
    }
}
