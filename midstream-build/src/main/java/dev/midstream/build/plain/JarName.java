package dev.midstream.build.plain;

import dev.midstream.build.compile.Jars;
import dev.midstream.build.project.BuildError;
import dev.midstream.runtime.artefact.Artefact;
import dev.midstream.runtime.finding.Refused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * What a jar without a pom is called: by the coordinates that Maven left in it, else by its file.
 *
 * @param module its name as a module, which has no version in it
 * @param id its name as a library
 * @param entries the names of its files
 */
record JarName(String module, String id, Set<String> entries) {

    static JarName of(Path jar) throws Refused {
        try {
            byte[] bytes = Files.readAllBytes(jar);
            Map<String, byte[]> entries = Jars.read(bytes);
            List<String> described =
                    entries.keySet().stream()
                            .filter(name ->
                                    name.startsWith("META-INF/maven/")
                                            && name.endsWith("/pom.properties"))
                            .toList();
            if (described.size() == 1) {
                Properties pom = new Properties();
                pom.load(
                        new ByteArrayInputStream(
                                entries.getOrDefault(described.getFirst(), new byte[0])));
                String group = pom.getProperty("groupId", "");
                String artifact = pom.getProperty("artifactId", "");
                String version = pom.getProperty("version", "");
                if (!group.isEmpty() && !artifact.isEmpty() && !version.isEmpty()) {
                    return new JarName(
                            artifact,
                            group + ":" + artifact + ":" + version,
                            Set.copyOf(entries.keySet()));
                }
            }
            String file = String.valueOf(jar.getFileName()).replaceFirst("\\.jar$", "");
            String module = file.replaceFirst("-\\d.*$", "");
            String version = Artefact.sha256(bytes).substring(0, 12);
            return new JarName(
                    module, "lib:" + module + ":" + version, Set.copyOf(entries.keySet()));
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(jar, e);
        }
    }

    static Refused unreadable(Path jar, Exception e) {
        return new Refused(
                BuildError.UNREADABLE,
                jar.toString(),
                "is no readable jar: " + e.getMessage(),
                "Copy or build the jar again");
    }
}
