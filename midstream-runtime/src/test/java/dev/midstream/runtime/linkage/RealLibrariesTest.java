package dev.midstream.runtime.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.runtime.artefact.Artefact;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Severity;
import dev.midstream.runtime.graph.AppScan;
import dev.midstream.runtime.graph.ScannedApp;
import dev.midstream.runtime.graph.ScannedApp.SharedLibraries;
import dev.midstream.runtime.loader.Boundary;
import dev.midstream.runtime.loader.JarCache;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The jars that these tests themselves run with, with all their dangling references. */
class RealLibrariesTest {

    private static final Set<String> AT_LEAST =
            Set.of(
                    "netty-common",
                    "netty-handler",
                    "h2",
                    "HikariCP",
                    "jackson-databind",
                    "archunit");

    private static List<Path> jars() {
        return List.of(System.getProperty("java.class.path").split(File.pathSeparator)).stream()
                .filter(path -> path.endsWith(".jar"))
                .map(Path::of)
                .toList();
    }

    private static String name(Path jar) {
        return jar.getFileName().toString().replaceAll("-\\d.*", "");
    }

    private static ScannedApp app(JarCache cache) throws Exception {
        List<Artefact.Library> libraries = new ArrayList<>();
        for (Path jar : jars()) {
            libraries.add(new Artefact.Library("lib:" + name(jar) + ":1", false, bytes(jar)));
        }
        List<String> ids = libraries.stream().map(Artefact.Library::id).toList();
        byte[] module =
                dev.midstream.runtime.TestApp.named("app")
                        .module("user", "package u; class U { }")
                        .jar("user");
        Artefact artefact =
                new Artefact(
                        "app",
                        List.of(new Artefact.Module("user", Set.of(), ids, module)),
                        libraries);
        return AppScan.scan(artefact, cache);
    }

    private static byte[] bytes(Path jar) throws IOException {
        return Files.readAllBytes(jar);
    }

    @Test
    void areAcceptedAndTheirOptionalPartsListed() throws Exception {
        assertThat(jars()).extracting(RealLibrariesTest::name).containsAll(AT_LEAST);
        LinkCheck check = new LinkCheck(new Boundary(Set.of()));
        List<Finding> findings =
                check.check(app(new JarCache()), Set.of("user", SharedLibraries.NAME));
        assertThat(findings).extracting(Finding::severity).containsOnly(Severity.INFO);
        assertThat(findings)
                .extracting(Finding::message)
                .anyMatch(message -> message.contains("netty-common"))
                .anyMatch(message -> message.contains("h2"));
    }
}
