package dev.midstream.build;

import static dev.midstream.build.Folder.dependency;
import static dev.midstream.build.Folder.parent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.runtime.artefact.Artefact;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an edit compiles again, and that it never gives other bytes than compiling everything. */
class IncrementalIT {

    @RegisterExtension static final TestRepository REPOSITORY = new TestRepository();

    @TempDir Path temp;
    private Folder shop = new Folder(Path.of(""));
    private final List<String> progress = new ArrayList<>();

    @BeforeEach
    void contractAndTwoUsers() {
        shop = new Folder(temp.resolve("shop"));
        shop.pom(
                        "",
                        "shop",
                        "<groupId>com.acme</groupId><version>1</version><packaging>pom</packaging>"
                                + "<modules><module>contract</module><module>web</module></modules>"
                                + managed("contract"))
                .pom("contract", "contract", parent("shop"))
                .pom(
                        "web",
                        "web",
                        parent("shop")
                                + "<dependencies>"
                                + dependency("contract")
                                + "</dependencies>")
                .file("contract/src/main/java/c/Limits.java", limits(10, "return 1;"))
                .file("contract/src/main/java/c/Other.java", "package c; class Other {}")
                .file("contract/src/main/resources/texts.properties", "a=1")
                .file("web/src/main/java/w/Page.java", page("return 1;"))
                .file("web/src/main/java/w/Foot.java", "package w; class Foot { Page p; }");
    }

    private static String managed(String artifactId) {
        return "<dependencyManagement><dependencies>"
                + dependency(artifactId, "<version>1</version>")
                + "</dependencies></dependencyManagement>";
    }

    private static String limits(int most, String body) {
        return "package c; public class Limits { public static final int MOST = "
                + most
                + "; private int inside() { "
                + body
                + " } }";
    }

    private static String page(String body) {
        return "package w; public class Page { int most() { return c.Limits.MOST; }"
                + " private int inside() { "
                + body
                + " } }";
    }

    @Test
    void aPrivateMethodIsOneFileAndNothingAboveIt() throws Exception {
        assertThat(build().compiledFiles()).isEqualTo(4);
        shop.file("contract/src/main/java/c/Limits.java", limits(10, "return 2;"));
        Built built = build();
        assertThat(built.compiledFiles()).isEqualTo(1);
        assertThat(built.compiledModules()).isEqualTo(1);
        assertThat(progress).contains("compiling contract, 1 of 2 files");
        assertThat(built.file()).isEqualTo(clean().file());
    }

    @Test
    void aConstantOfAContractIsBuiltIntoItsDependents() throws Exception {
        byte[] before = jar(build(), "web");
        shop.file("contract/src/main/java/c/Limits.java", limits(11, "return 1;"));
        Built built = build();
        assertThat(built.compiledModules()).isEqualTo(2);
        assertThat(jar(built, "web")).isNotEqualTo(before);
        assertThat(built.file()).isEqualTo(clean().file());
    }

    @Test
    void anEditOfTheTopIsOneFile() throws Exception {
        build();
        shop.file("web/src/main/java/w/Page.java", page("return 2;"));
        assertThat(build().compiledFiles()).isEqualTo(1);
        shop.file("web/src/main/java/w/Page.java", page("return 3;"));
        Built built = build();
        assertThat(built.compiledFiles()).isEqualTo(1);
        assertThat(built.file()).isEqualTo(clean().file());
    }

    @Test
    void aChangedResourceCompilesNothing() throws Exception {
        build();
        shop.file("contract/src/main/resources/texts.properties", "a=2");
        Built built = build();
        assertThat(built.compiledFiles()).isZero();
        assertThat(built.file()).isEqualTo(clean().file());
    }

    @Test
    void anErrorIsToldAsIfAllHadBeenCompiled() throws Exception {
        build();
        shop.file("web/src/main/java/w/Page.java", page("return nothing;"));
        assertThat(outcome(temp.resolve("home"))).isEqualTo(outcome(temp.resolve("fresh")));
    }

    @Test
    void aFileThatWasRemovedIsMissedByThoseWhoUseIt() throws Exception {
        build();
        Files.delete(shop.path().resolve("web/src/main/java/w/Page.java"));
        assertThat(outcome(temp.resolve("home")))
                .isEqualTo(outcome(temp.resolve("fresh")))
                .contains("MS-BUILD-010");
    }

    @Test
    void aProcessorSeesAllSources() throws Exception {
        REPOSITORY.publish(
                "proc",
                "1",
                "",
                new Folder(temp.resolve("proc"))
                        .file(
                                "proc/Idle.java",
                                "package proc; public class Idle extends"
                                        + " javax.annotation.processing.AbstractProcessor { public"
                                        + " boolean process(java.util.Set<? extends"
                                        + " javax.lang.model.element.TypeElement> t,"
                                        + " javax.annotation.processing.RoundEnvironment r) { return"
                                        + " false; } }")
                        .file(
                                "META-INF/services/javax.annotation.processing.Processor",
                                "proc.Idle"));
        shop.pom(
                "web",
                "web",
                parent("shop")
                        + "<dependencies>"
                        + dependency("contract")
                        + dependency("proc", "<version>1</version>")
                        + "</dependencies>");
        build();
        shop.file("web/src/main/java/w/Page.java", page("return 2;"));
        assertThat(build().compiledFiles()).as("both of web").isEqualTo(2);
        shop.file("contract/src/main/java/c/Limits.java", limits(10, "return 2;"));
        assertThat(build().compiledFiles())
                .as("one of the contract, and both of web, whose processor may look inside")
                .isEqualTo(3);
    }

    @Test
    void aDamagedCacheIsAsNone() throws Exception {
        build();
        for (String store : List.of("states", "modules", "abis")) {
            try (Stream<Path> files = Files.walk(temp.resolve("home/cache/build/" + store))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.write(file, new byte[] {1, 2, 3});
                }
            }
            shop.file(
                    "contract/src/main/java/c/Limits.java",
                    limits(10, "return " + store.length() + ";"));
            assertThat(build().file()).as(store).isEqualTo(clean().file());
        }
    }

    @Test
    void aStateThatIsGarbageInAWholeFileIsAsNone() throws Exception {
        build();
        try (Stream<Path> files = Files.list(temp.resolve("home/cache/build/states"))) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                byte[] garbage = {0, 1, 'x', 0, 0, 0, 9, 0, 4};
                String whole =
                        name.replaceFirst("\\..*", "." + Artefact.sha256(garbage) + ".state");
                Files.delete(file);
                Files.write(file.resolveSibling(whole), garbage);
            }
        }
        shop.file("web/src/main/java/w/Page.java", page("return 2;"));
        Built built = build();
        assertThat(built.compiledFiles()).isEqualTo(2);
        assertThat(built.file()).isEqualTo(clean().file());
    }

    /** Goal: no edit, of whatever kind, gives other bytes or other findings than a clean build. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomEditsGiveWhatACleanBuildGives(long seed) throws Exception {
        Folder app = new Folder(temp.resolve("random"));
        app.pom("", "random", "<groupId>com.acme</groupId><version>1</version>");
        shop = app;
        RandomSources sources = new RandomSources(seed);
        write(app, sources.files(), new TreeMap<>());
        List<String> done = new ArrayList<>();
        int alone = 0;
        int built = 0;
        for (int step = 0; step < 40; step++) {
            SortedMap<Integer, int[]> saved = sources.save();
            SortedMap<String, String> before = sources.files();
            done.add(step == 0 ? "begin" : sources.edit());
            write(app, sources.files(), before);
            progress.clear();
            String edited = outcome(temp.resolve("home"));
            String fresh = outcome(temp.resolve("fresh" + step));
            assertThat(edited).as("seed %d, edits %s", seed, done).isEqualTo(fresh);
            delete(temp.resolve("fresh" + step));
            if (edited.startsWith("release")) {
                built++;
                alone += progress.stream().anyMatch(line -> line.contains(" of ")) ? 1 : 0;
            } else {
                SortedMap<String, String> bad = sources.files();
                sources.restore(saved);
                write(app, sources.files(), bad);
            }
        }
        // Canaries: sources that never compile, or are always compiled whole, would prove nothing.
        assertThat(built).isGreaterThan(15);
        assertThat(alone).isGreaterThan(5);
    }

    private static void write(Folder app, Map<String, String> files, Map<String, String> before)
            throws IOException {
        for (String gone : before.keySet()) {
            if (!files.containsKey(gone)) {
                Files.delete(app.path().resolve("src/main/java").resolve(gone));
            }
        }
        files.forEach((name, text) -> app.file("src/main/java/" + name, text));
    }

    /** The release, or the findings of the refusal. */
    private String outcome(Path home) {
        try {
            return "release " + Builder.build(shop.path(), options(home)).release();
        } catch (Refused refused) {
            return refused.findings().stream().map(Finding::toString).toList().toString();
        }
    }

    private Built build() throws Refused {
        progress.clear();
        return Builder.build(shop.path(), options(temp.resolve("home")));
    }

    private Built clean() throws Exception {
        Path home = temp.resolve("clean");
        delete(home);
        return Builder.build(shop.path(), BuildOptions.of(home));
    }

    private BuildOptions options(Path home) {
        return new BuildOptions(home, false, progress::add);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static byte[] jar(Built built, String module) {
        return built.artefact().modules().stream()
                .filter(one -> one.name().equals(module))
                .findFirst()
                .orElseThrow()
                .jar();
    }
}
