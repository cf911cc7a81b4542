package dev.midstream.build;

import static dev.midstream.build.Folder.dependency;
import static dev.midstream.build.Folder.parent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.midstream.build.project.BuildError;
import dev.midstream.build.project.LockError;
import dev.midstream.build.project.LockFile;
import dev.midstream.runtime.artefact.Artefact;
import dev.midstream.runtime.finding.Code;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.finding.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The libraries of an app: one version each, locked, shared where the app says so. */
class LibrariesIT {

    @RegisterExtension static final TestRepository REPOSITORY = new TestRepository();

    @TempDir Path temp;
    private Folder shop = new Folder(Path.of(""));

    @BeforeAll
    static void libraries() throws Exception {
        REPOSITORY.library("deep", "1", "");
        REPOSITORY.library("deep", "2", "");
        REPOSITORY.library("deep", "10", dependency("late", "<version>1</version>"));
        REPOSITORY.library("late", "1", "");
        REPOSITORY.library("late", "2", "");
        REPOSITORY.library("money", "1", dependency("deep", "<version>1</version>"));
        REPOSITORY.publish(
                "logback-classic",
                "1",
                "",
                new Folder(Files.createTempDirectory("library"))
                        .file("lib/Backend.java", "package lib; public class Backend {}"));
    }

    /** Two modules that do not know each other, with dependencies of their own. */
    private void shop(String root, String one, String two) {
        shop = new Folder(temp.resolve("shop"));
        shop.pom(
                        "",
                        "shop",
                        "<groupId>com.acme</groupId><version>1</version><packaging>pom</packaging>"
                                + "<modules><module>one</module><module>two</module></modules>"
                                + root)
                .pom("one", "one", parent("shop") + dependencies(one))
                .pom("two", "two", parent("shop") + dependencies(two))
                .file("one/src/main/java/one/One.java", "package one; public class One {}")
                .file("two/src/main/java/two/Two.java", "package two; public class Two {}");
    }

    private static String dependencies(String inside) {
        return "<dependencies>" + inside + "</dependencies>";
    }

    private static String version(String artifactId, String version) {
        return dependency(artifactId, "<version>" + version + "</version>");
    }

    private static String managed(String inside) {
        return "<dependencyManagement>" + dependencies(inside) + "</dependencyManagement>";
    }

    @BeforeEach
    void twoModules() {
        shop("", version("money", "1"), version("deep", "2"));
    }

    @Test
    void modulesThatDisagreeAllGetTheHighestVersionAndThatIsSaid() throws Exception {
        shop("", version("money", "1"), version("deep", "10"));
        Built built = build();
        assertThat(libraries(built, "one"))
                .as("what the higher version needs comes with it")
                .containsExactly("com.acme:deep:10", "com.acme:late:1", "com.acme:money:1");
        assertThat(libraries(built, "two")).containsExactly("com.acme:deep:10", "com.acme:late:1");
        Finding finding = finding(built, BuildError.LIBRARY_VERSIONS);
        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.message()).contains("1=[one]", "10=[two]", "all get 10");
    }

    @Test
    void aVersionThatWasChosenMayBringTheNextConflict() throws Exception {
        shop("", version("money", "1") + version("late", "2"), version("deep", "10"));
        Built built = build();
        assertThat(libraries(built, "two")).containsExactly("com.acme:deep:10", "com.acme:late:2");
        assertThat(libraries(built, "one")).contains("com.acme:deep:10", "com.acme:late:2");
    }

    @Test
    void whatIsCompiledAgainstIsWhatRuns() throws Exception {
        shop.file(
                "one/src/main/java/one/One.java",
                "package one; public class One { String v = lib.Deep.version(); }");
        assertThat(build().artefact().libraries())
                .extracting(Artefact.Library::id)
                .containsExactly("com.acme:deep:2", "com.acme:money:1");
    }

    @Test
    void theRootsManagementDecidesEvenDownwardsWhichIsAWarning() throws Exception {
        shop(managed(version("deep", "1")), version("money", "1"), version("deep", "2"));
        Built built = build();
        assertThat(libraries(built, "two")).containsExactly("com.acme:deep:1");
        Finding finding = finding(built, BuildError.LIBRARY_VERSIONS);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.message()).contains("all get 1, which the root pom manages");
    }

    @Test
    void modulesThatAgreeAreNotSpokenOf() throws Exception {
        shop("", version("deep", "1"), version("deep", "1"));
        assertThat(build().findings())
                .extracting(Finding::code)
                .doesNotContain(BuildError.LIBRARY_VERSIONS);
    }

    @Test
    void aKeptPlanSaysTheSameAgain() throws Exception {
        assertThat(finding(build(), BuildError.LIBRARY_VERSIONS))
                .isEqualTo(finding(build(), BuildError.LIBRARY_VERSIONS));
    }

    @Test
    void declaredLibrariesAreSharedWithAllTheyDependOn() throws Exception {
        shop(
                "<properties><midstream.shared>com.acme:money</midstream.shared></properties>",
                version("money", "1"),
                version("late", "1"));
        Built built = build();
        assertThat(built.artefact().libraries())
                .filteredOn(Artefact.Library::shared)
                .extracting(Artefact.Library::id)
                .containsExactly("com.acme:deep:1", "com.acme:money:1");
        assertThat(Artefact.read(built.file()).libraries())
                .filteredOn(Artefact.Library::shared)
                .hasSize(2);
        assertThat(lock())
                .anySatisfy(
                        line -> assertThat(line).startsWith("com.acme:deep:1 ").endsWith(" shared"))
                .anySatisfy(line ->
                        assertThat(line).startsWith("com.acme:late:1 ").endsWith(" module"));
    }

    @Test
    void anUnknownSharedNameIsRefusedWithThoseThereAre() {
        shop(
                "<properties><midstream.shared>com.acme:deep, com.acme:monney"
                        + " org.slf4j:slf4j-api</midstream.shared></properties>",
                version("money", "1"),
                version("deep", "2"));
        assertThat(refusal())
                .allSatisfy(f -> assertThat(f.code()).isEqualTo(BuildError.UNKNOWN_SHARED))
                .extracting(Finding::message)
                .satisfiesExactly(
                        m -> assertThat(m).contains("com.acme:monney", "com.acme:money"),
                        m -> assertThat(m).contains("org.slf4j:slf4j-api", "the host gives"));
    }

    @Test
    void aLoggingBackendIsPackedAndSaidToBeUnused() throws Exception {
        shop("", version("logback-classic", "1"), "");
        Built built = build();
        assertThat(libraries(built, "one")).containsExactly("com.acme:logback-classic:1");
        Finding finding = finding(built, BuildError.LOGGING_BACKEND);
        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.message()).contains("[one]");
    }

    @Test
    void theFirstBuildLocksAndTheNextFindsItSo() throws Exception {
        Built first = build();
        assertThat(finding(first, LockError.UPDATED).message()).contains("locks 2 libraries");
        List<String> lines = lock();
        assertThat(lines)
                .satisfiesExactly(
                        line -> assertThat(line).matches("com.acme:deep:2 [0-9a-f]{64} module"),
                        line -> assertThat(line).matches("com.acme:money:1 [0-9a-f]{64} module"));
        Built second = build();
        assertThat(second.findings()).extracting(Finding::code).doesNotContain(LockError.UPDATED);
        assertThat(second.file()).isEqualTo(first.file());
        assertThat(lock()).isEqualTo(lines);
    }

    @Test
    void theLockFollowsThePoms() throws Exception {
        build();
        shop("", version("late", "1"), version("deep", "2"));
        assertThat(finding(build(), LockError.UPDATED).message())
                .contains("added [com.acme:late:1]", "removed [com.acme:money:1]");
        assertThat(lock()).hasSize(2);
    }

    @Test
    void anotherFileUnderALockedVersionIsRefusedWithBothDigests() throws Exception {
        build();
        Path local = REPOSITORY.local().resolve("com/acme/deep/2/deep-2.jar");
        byte[] before = Files.readAllBytes(local);
        try {
            Files.copy(
                    REPOSITORY.local().resolve("com/acme/money/1/money-1.jar"),
                    local,
                    StandardCopyOption.REPLACE_EXISTING);
            List<String> locked = lock();
            assertThat(refusal())
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.code()).isEqualTo(LockError.DIFFERENT_FILE);
                        assertThat(finding.subject()).isEqualTo("com.acme:deep:2");
                        assertThat(finding.message())
                                .contains(Artefact.sha256(Files.readAllBytes(local)))
                                .contains(Artefact.sha256(before));
                    });
            assertThat(lock()).isEqualTo(locked);
            write(locked.stream().filter(line -> !line.contains("deep")).toList());
            assertThat(finding(build(), LockError.UPDATED).message()).contains("com.acme:deep:2");
        } finally {
            Files.write(local, before);
        }
    }

    @Test
    void aSnapshotMayChange() throws Exception {
        Path file = temp.resolve(LockFile.NAME);
        String line = " " + "0".repeat(64) + " module\n";
        Files.writeString(file, "com.acme:tried:1-SNAPSHOT" + line + "com.acme:sure:1" + line);
        LockFile lock = LockFile.read(file);
        SortedMap<String, LockFile.Line> resolved = new TreeMap<>();
        LockFile.Line other = LockFile.Line.of("1".repeat(64), false);
        resolved.put("com.acme:tried:1-SNAPSHOT", other);
        lock.verify(resolved);
        assertThat(lock.update(resolved)).isPresent();
        assertThat(LockFile.read(file).locked()).containsExactlyEntriesOf(resolved);
        resolved.put("com.acme:sure:1", other);
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> lock.verify(resolved));
    }

    @Test
    void aLineThatIsNoneIsNamed() throws Exception {
        build();
        Files.writeString(
                shop.path().resolve("midstream.lock"), "# head\ncom.acme:deep:2 <<<<<<< HEAD\n");
        assertThat(refusal())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo(LockError.UNREADABLE);
                    assertThat(finding.subject()).endsWith("midstream.lock:2");
                });
    }

    @Test
    void anAppWithoutLibrariesGetsNoFile() throws Exception {
        shop("", "", "");
        build();
        assertThat(shop.path().resolve("midstream.lock")).doesNotExist();
    }

    @Test
    void whereTheLockCannotBeWrittenTheAppIsBuiltAndThatIsSaid() throws Exception {
        SortedMap<String, LockFile.Line> libraries = new TreeMap<>();
        libraries.put("com.acme:deep:1", LockFile.Line.of("0".repeat(64), false));
        // Rights would prove nothing to a user who may do anything.
        Path nowhere = temp.resolve("no/such/folder").resolve(LockFile.NAME);
        assertThat(LockFile.read(nowhere).update(libraries))
                .hasValueSatisfying(finding -> {
                    assertThat(finding.code()).isEqualTo(LockError.NOT_WRITTEN);
                    assertThat(finding.severity()).isEqualTo(Severity.INFO);
                });
    }

    @Test
    void aRefusedBuildLeavesTheLockAlone() throws Exception {
        shop.file("two/src/main/java/two/Two.java", "package two; public class Two { oops }");
        assertThat(refusal()).isNotEmpty();
        assertThat(shop.path().resolve("midstream.lock")).doesNotExist();
    }

    private Built build() throws Refused {
        return Builder.build(shop.path(), BuildOptions.of(temp.resolve("home")));
    }

    private List<Finding> refusal() {
        try {
            build();
        } catch (Refused refused) {
            return refused.findings();
        }
        throw new AssertionError("was built");
    }

    private static Finding finding(Built built, Code code) {
        return built.findings().stream()
                .filter(finding -> finding.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new AssertionError("only " + built.findings()));
    }

    private List<String> lock() throws Exception {
        return Files.readAllLines(shop.path().resolve("midstream.lock")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    private void write(List<String> lines) throws Exception {
        Files.write(shop.path().resolve("midstream.lock"), lines);
    }

    private static List<String> libraries(Built built, String module) {
        return built.artefact().modules().stream()
                .filter(one -> one.name().equals(module))
                .findFirst()
                .orElseThrow()
                .libraries();
    }
}
