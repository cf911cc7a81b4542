package dev.midstream.build.maven;

import dev.midstream.build.project.BuildError;
import dev.midstream.runtime.finding.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.model.Model;
import org.apache.maven.model.Profile;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;

/**
 * The poms that an app consists of, by coordinates, before inheritance and properties.
 *
 * <p>Needed first, because a module may import another one's dependency management.
 */
final class Reactor {

    /** Poms of one app. More is a loop of modules. */
    private static final int LIMIT = 10_000;

    private final Map<String, Path> files = new LinkedHashMap<>();
    private final Set<Path> poms = new HashSet<>();
    private boolean dependsOnMachine;

    private Reactor() {}

    /** Reads the root pom and those of all modules below it. */
    static Reactor read(Path rootPom) throws Refused {
        Reactor reactor = new Reactor();
        reactor.add(rootPom);
        return reactor;
    }

    /** The pom with these coordinates; modules find each other whatever version is asked for. */
    Optional<Path> pom(String groupId, String artifactId) {
        return Optional.ofNullable(files.get(groupId + ":" + artifactId));
    }

    /** Every pom that was read. */
    Set<Path> poms() {
        return poms;
    }

    /** Whether a pom looks at the environment, so that the same poms may mean something else. */
    boolean dependsOnMachine() {
        return dependsOnMachine;
    }

    /** The pom file that a {@code <module>} means: a folder with a pom.xml, or a pom itself. */
    static Path pomOf(Path parentPom, String module) {
        Path path = parentPom.resolveSibling(module.strip()).normalize();
        return Files.isDirectory(path) ? path.resolve("pom.xml") : path;
    }

    private void add(Path pom) throws Refused {
        if (poms.size() >= LIMIT || !poms.add(pom)) {
            return;
        }
        Model model = parse(pom);
        String groupId = model.getGroupId();
        if (groupId == null && model.getParent() != null) {
            groupId = model.getParent().getGroupId();
        }
        files.putIfAbsent(groupId + ":" + model.getArtifactId(), pom);
        List<String> modules = new ArrayList<>(model.getModules());
        for (Profile profile : model.getProfiles()) {
            modules.addAll(profile.getModules());
            dependsOnMachine |= profile.getActivation() != null;
        }
        for (String module : modules) {
            Path child = pomOf(pom, module);
            // A missing one is reported when it turns out that the build really has it.
            if (Files.isRegularFile(child)) {
                add(child);
            }
        }
    }

    private Model parse(Path pom) throws Refused {
        try (InputStream in = Files.newInputStream(pom)) {
            byte[] bytes = in.readAllBytes();
            dependsOnMachine |=
                    new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)
                            .contains("${env.");
            return new MavenXpp3Reader().read(new java.io.ByteArrayInputStream(bytes), false);
        } catch (XmlPullParserException e) {
            throw new Refused(
                    BuildError.POM_INVALID,
                    pom + ":" + e.getLineNumber(),
                    "the pom cannot be parsed: " + e.getMessage(),
                    "Correct the line; `mvn validate` reports the same");
        } catch (IOException e) {
            throw new Refused(
                    BuildError.POM_INVALID,
                    pom.toString(),
                    "the pom cannot be read: " + e,
                    "Check that the file is readable");
        }
    }
}
