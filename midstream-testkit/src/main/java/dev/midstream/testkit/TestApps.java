package dev.midstream.testkit;

import dev.midstream.build.BuildOptions;
import dev.midstream.build.Builder;
import dev.midstream.runtime.finding.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Apps as artefacts. What was built is kept where {@code midstream run} keeps it. */
final class TestApps {

    private TestApps() {}

    /**
     * Reads or builds an app.
     *
     * @throws Refused if it is not there or does not compile
     */
    static byte[] artefact(Path app) throws Refused, IOException {
        Path path = app.toAbsolutePath().normalize();
        boolean built =
                Files.isRegularFile(path)
                        && !path.toString().endsWith(".jar")
                        && !path.endsWith("pom.xml");
        if (built) {
            return Files.readAllBytes(path);
        }
        Path folder = Files.isDirectory(path) ? path : path.resolveSibling(".").normalize();
        return Builder.build(path, BuildOptions.of(folder.resolve(".midstream"))).file();
    }
}
