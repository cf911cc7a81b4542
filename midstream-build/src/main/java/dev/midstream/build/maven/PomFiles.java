package dev.midstream.build.maven;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.apache.maven.model.Model;
import org.apache.maven.model.Parent;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.jspecify.annotations.Nullable;

/** Where the parents of an app's poms stand, or would be found if someone put them there. */
final class PomFiles {

    /** Parents of parents; more is a circle. */
    private static final int LIMIT = 64;

    private PomFiles() {}

    /** The files that {@code <relativePath>} leads to, from a model upwards, there or not. */
    static Set<Path> parents(Model model) {
        Set<Path> files = new HashSet<>();
        Path folder = model.getProjectDirectory().toPath();
        Parent parent = model.getParent();
        while (parent != null && folder != null && files.size() < LIMIT) {
            String relative = parent.getRelativePath();
            if (relative == null || relative.isEmpty()) {
                break;
            }
            Path file = folder.resolve(relative).normalize();
            if (Files.isDirectory(file)) {
                file = file.resolve("pom.xml");
            }
            if (!files.add(file)) {
                break;
            }
            parent = parentOf(file);
            folder = file.getParent();
        }
        return files;
    }

    /** A pom that cannot be read has no parent here; building its model says what is wrong. */
    private static @Nullable Parent parentOf(Path pom) {
        if (!Files.isRegularFile(pom)) {
            return null;
        }
        try (InputStream in = Files.newInputStream(pom)) {
            return new MavenXpp3Reader().read(in, false).getParent();
        } catch (IOException | XmlPullParserException unreadable) {
            return null;
        }
    }
}
