package dev.midstream.build;

import static dev.midstream.build.Folder.dependency;
import static dev.midstream.build.Folder.parent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.midstream.build.project.OwnRepository;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way an app cannot be built: its code, what was seen, what to do. */
class RefusalsIT {

    @RegisterExtension static final TestRepository REPOSITORY = new TestRepository();

    private static final String SINGLE = "<groupId>com.acme</groupId><version>1</version>";

    @TempDir Path temp;

    @Test
    void aPathThatDoesNotExist() {
        Finding finding = refused(temp.resolve("nowhere"));

        assertThat(finding.code().id()).isEqualTo("MS-BUILD-001");
        assertThat(finding.subject()).endsWith("nowhere");
    }

    @Test
    void aFolderWithoutAnythingToBuild() throws Exception {
        Folder app = app().file("README.md", "").file("data/x.csv", "");

        Finding finding = refused(app.path());

        assertThat(finding.code().id()).isEqualTo("MS-BUILD-002");
        assertThat(finding.message()).contains("README.md, data").contains("no pom.xml");
    }

    @Test
    void aFileThatIsNoJar() throws Exception {
        Finding finding = refused(app().file("notes.txt", "x").path().resolve("notes.txt"));

        assertThat(finding.code().id()).isEqualTo("MS-BUILD-002");
    }

    @Test
    void aPomThatIsNoXml() {
        Finding finding = refused(app().file("pom.xml", "<project>\n\n<oops\n</project>").path());

        assertThat(finding.code().id()).isEqualTo("MS-BUILD-003");
        assertThat(finding.subject()).endsWith("pom.xml:4");
    }

    @Test
    void aDependencyWithoutVersion() {
        Finding finding =
                refused(single("<dependencies>" + dependency("x") + "</dependencies>").path());

        assertThat(finding.code().id()).isEqualTo("MS-BUILD-003");
        assertThat(finding.message()).contains("com.acme:x").contains("version");
    }

    @Test
    void aMissingParent() {
        Finding finding =
                refused(
                        app().pom(
                                        "",
                                        "shop",
                                        "<parent><groupId>com.acme</groupId><artifactId>gone"
                                                + "</artifactId><version>9</version><relativePath/>"
                                                + "</parent>")
                                .path());

        assertThat(finding.code().id()).isEqualTo("MS-BUILD-004");
        assertThat(finding.message())
                .contains("com.acme:gone:9")
                .contains("asked")
                .contains("file:");
    }

    @Test
    void aMissingDependencyNamesWhoWasAsked() {
        Folder app =
                single(
                        "<dependencies>"
                                + dependency("gone", "<version>9</version>")
                                + "</dependencies>");

        Finding online = refused(app.path());
        Finding offline =
                refused(app.path(), new BuildOptions(temp.resolve("home"), true, line -> {}));

        assertThat(online.code().id()).isEqualTo("MS-BUILD-005");
        assertThat(online.subject()).isEqualTo("shop");
        assertThat(online.message())
                .contains("com.acme:gone:9")
                .contains("asked test (file://" + REPOSITORY.remote())
                .contains(REPOSITORY.local().toString());
        assertThat(offline.code().id()).isEqualTo("MS-BUILD-005");
        assertThat(offline.message()).contains("offline");
    }

    @Test
    void aDependencyThatAppearsLaterIsFoundWithoutBeingForced() throws Exception {
        Folder app =
                single(
                        "<dependencies>"
                                + dependency("late", "<version>1</version>")
                                + "</dependencies>");
        refused(app.path());
        REPOSITORY.library("late", "1", "");

        assertThat(Builder.build(app.path(), BuildOptions.of(temp.resolve("home"))).artefact())
                .satisfies(artefact -> assertThat(artefact.libraries()).hasSize(1));
    }

    @Test
    void anotherVersionOfMidstream() {
        Finding finding =
                refused(
                        single(
                                        "<dependencies><dependency><groupId>dev.midstream</groupId>"
                                                + "<artifactId>midstream-api</artifactId>"
                                                + "<version>99</version></dependency></dependencies>")
                                .path());

        assertThat(finding.code().id()).isEqualTo("MS-BUILD-006");
        assertThat(finding.message()).contains(OwnRepository.VERSION).contains("midstream-api:99");
    }

    @ParameterizedTest
    @ValueSource(strings = {"war", "ear", "ejb", "rar"})
    void aModuleForAnotherContainer(String packaging) {
        Finding finding = refused(single("<packaging>" + packaging + "</packaging>").path());

        assertThat(finding.code().id()).isEqualTo("MS-BUILD-023");
        assertThat(finding.subject()).isEqualTo("shop");
        assertThat(finding.message()).contains("'" + packaging + "'");
        assertThat(finding.remedy()).contains("<packaging>jar</packaging>");
    }

    @Test
    void aDependencyOnAFileOfThisMachine() {
        Finding finding =
                refused(
                        single(
                                        "<dependencies>"
                                                + dependency(
                                                        "local",
                                                        "<version>1</version><scope>system</scope>"
                                                                + "<systemPath>/opt/local.jar</systemPath>")
                                                + "</dependencies>")
                                .path());

        assertThat(finding.code().id()).isEqualTo("MS-BUILD-024");
        assertThat(finding.message()).contains("com.acme:local", "/opt/local.jar");
        assertThat(finding.remedy()).contains("install:install-file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<type>test-jar</type>", "<classifier>special</classifier>"})
    void anotherJarOfAModuleThanItsMainOne(String which) {
        Folder app =
                reactor("a", "b")
                        .pom("a", "a", parent("shop"))
                        .pom(
                                "b",
                                "b",
                                parent("shop")
                                        + "<dependencies>"
                                        + dependency("a", "<version>1</version>" + which)
                                        + "</dependencies>");

        Finding finding = refused(app.path());

        assertThat(finding.code().id()).isEqualTo("MS-BUILD-025");
        assertThat(finding.subject()).isEqualTo("b");
        assertThat(finding.message()).contains("of the module a");
    }

    @Test
    void theSameModuleTwice() {
        Folder app =
                reactor("a", "b").pom("a", "same", parent("shop")).pom("b", "same", parent("shop"));

        Finding finding = refused(app.path());

        assertThat(finding.code().id()).isEqualTo("MS-BUILD-007");
        assertThat(finding.subject()).isEqualTo("same");
        assertThat(finding.message()).contains("a/pom.xml").contains("b/pom.xml");
    }

    @Test
    void aModuleWithoutFolder() {
        Finding finding = refused(reactor("gone").path());

        assertThat(finding.code().id()).isEqualTo("MS-BUILD-008");
        assertThat(finding.message()).contains("'gone'");
    }

    @Test
    void modulesInACircle() {
        String version = "<version>1</version>";
        Folder app =
                reactor("a", "b")
                        .pom("a", "a", parent("shop") + dependencies(dependency("b", version)))
                        .pom("b", "b", parent("shop") + dependencies(dependency("a", version)));

        Finding finding = refused(app.path());

        assertThat(finding.code().id()).isEqualTo("MS-BUILD-009");
        assertThat(finding.message()).contains("a -> b -> a");
    }

    @Test
    void compileErrorsAsTheCompilerWritesThem() {
        Folder app =
                single("")
                        .file(
                                "src/main/java/shop/A.java",
                                "package shop;\nclass A {\n    int x = \"one\";\n}\n")
                        .file("src/main/java/shop/B.java", "package shop;\nclass B { Gone g; }\n");

        List<Finding> findings =
                refusal(app.path(), BuildOptions.of(temp.resolve("home"))).findings();

        Path a = app.path().resolve("src/main/java/shop/A.java");
        assertThat(findings)
                .hasSize(2)
                .allSatisfy(f -> assertThat(f.code().id()).isEqualTo("MS-BUILD-010"))
                .anySatisfy(f -> assertThat(f.message()).contains("B.java:2: error: cannot find"))
                .anySatisfy(f -> {
                    assertThat(f.subject()).isEqualTo(a + ":3");
                    assertThat(f.message())
                            .isEqualTo(
                                    a
                                            + ":3: error: incompatible types: String cannot"
                                            + " be converted to int\n"
                                            + "    int x = \"one\";\n"
                                            + "            ^");
                });
    }

    @Test
    void aReleaseThatTheCompilerDoesNotKnow() {
        Folder app =
                single(
                                "<properties><maven.compiler.release>99</maven.compiler.release>"
                                        + "</properties>")
                        .file("src/main/java/A.java", "class A {}");

        Finding finding = refused(app.path());

        assertThat(finding.code().id()).isEqualTo("MS-BUILD-010");
        assertThat(finding.message()).contains("99");
    }

    @Test
    void anAppWithoutAnyClass() {
        Finding finding =
                refused(
                        app().pom("", "shop", SINGLE)
                                .file("src/main/resources/only.txt", "text")
                                .path());

        assertThat(finding.code().id()).isEqualTo("MS-BUILD-012");
        assertThat(finding.message()).contains("shop");
    }

    @Test
    void aLibraryThatIsNoJar() {
        Folder app = app().file("src/main/java/A.java", "class A {}").file("lib/broken.jar", "no");

        assertThat(refused(app.path()).code().id()).isEqualTo("MS-BUILD-015");
    }

    private Folder app() {
        try {
            return new Folder(Files.createTempDirectory(temp, "app").toRealPath());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Folder single(String inside) {
        return app().pom("", "shop", SINGLE + inside)
                .file("src/main/java/shop/Shop.java", "package shop; class Shop {}");
    }

    private Folder reactor(String... modules) {
        StringBuilder listed = new StringBuilder();
        for (String module : modules) {
            listed.append("<module>").append(module).append("</module>");
        }
        return app().pom(
                        "",
                        "shop",
                        SINGLE + "<packaging>pom</packaging><modules>" + listed + "</modules>");
    }

    private static String dependencies(String inside) {
        return "<dependencies>" + inside + "</dependencies>";
    }

    private Finding refused(Path app) {
        return refused(app, BuildOptions.of(temp.resolve("home")));
    }

    private static Finding refused(Path app, BuildOptions options) {
        return refusal(app, options).findings().getFirst();
    }

    private static Refused refusal(Path app, BuildOptions options) {
        Refused refused = catchThrowableOfType(Refused.class, () -> Builder.build(app, options));
        assertThat(refused).isNotNull();
        assertThat(refused.findings()).allSatisfy(f -> assertThat(f.message()).isNotBlank());
        return refused;
    }
}
