package dev.midstream.build;

import static dev.midstream.build.Folder.dependency;
import static dev.midstream.build.Folder.parent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.runtime.artefact.Artefact;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The ways in which poms in the wild name what they depend on, and where their parents stand. */
class DependencyShapesIT {

    @RegisterExtension static final TestRepository REPOSITORY = new TestRepository();

    private static final String SINGLE = "<groupId>com.acme</groupId><version>1</version>";

    @TempDir Path temp;

    private Folder app() {
        return new Folder(temp.resolve("app"));
    }

    private Folder using(String dependencies, String expression) {
        return app().pom("", "shop", SINGLE + "<dependencies>" + dependencies + "</dependencies>")
                .file(
                        "src/main/java/shop/Shop.java",
                        "package shop; public class Shop { String s = " + expression + "; }");
    }

    private List<String> libraries(Folder app) throws Exception {
        return Builder.build(app.path(), BuildOptions.of(temp.resolve("home")))
                .artefact()
                .libraries()
                .stream()
                .map(Artefact.Library::id)
                .toList();
    }

    @Test
    void aRangeTakesTheHighestVersionInIt() throws Exception {
        for (String version : List.of("1.0", "1.5", "2.0")) {
            REPOSITORY.library("ranged", version, "");
        }
        new Folder(REPOSITORY.remote())
                .file(
                        "com/acme/ranged/maven-metadata.xml",
                        "<metadata><groupId>com.acme</groupId><artifactId>ranged</artifactId>"
                                + "<versioning><versions><version>1.0</version><version>1.5"
                                + "</version><version>2.0</version></versions></versioning>"
                                + "</metadata>");

        assertThat(
                        libraries(
                                using(
                                        dependency("ranged", "<version>[1.0,2.0)</version>"),
                                        "lib.Ranged.version()")))
                .containsExactly("com.acme:ranged:1.5");
    }

    @Test
    void aRelocatedLibraryIsTheOneItMovedTo() throws Exception {
        REPOSITORY.library("moved", "1", "");
        REPOSITORY.pom(
                "was",
                "1",
                "<distributionManagement><relocation><artifactId>moved</artifactId></relocation>"
                        + "</distributionManagement>");

        assertThat(
                        libraries(
                                using(
                                        dependency("was", "<version>1</version>"),
                                        "lib.Moved.version()")))
                .containsExactly("com.acme:moved:1");
    }

    @Test
    void aClassifierIsAnotherFileOfTheSameVersion() throws Exception {
        REPOSITORY.library("parted", "1", "");
        Path jar = REPOSITORY.remote().resolve("com/acme/parted/1/parted-1.jar");
        Files.copy(jar, jar.resolveSibling("parted-1-jdk9.jar"));

        assertThat(
                        libraries(
                                using(
                                        dependency(
                                                "parted",
                                                "<version>1</version><classifier>jdk9</classifier>"),
                                        "lib.Parted.version()")))
                .containsExactly("com.acme:parted:1:jdk9");
    }

    @Test
    void aParentMayStandOutsideTheAppsFolder() throws Exception {
        REPOSITORY.library("managed", "3", "");
        new Folder(temp.resolve("company"))
                .pom(
                        "",
                        "company",
                        SINGLE
                                + "<packaging>pom</packaging><dependencyManagement><dependencies>"
                                + dependency("managed", "<version>3</version>")
                                + "</dependencies></dependencyManagement>");
        Folder app =
                app().pom(
                                "",
                                "shop",
                                parent("company")
                                                .replace(
                                                        "</parent>",
                                                        "<relativePath>../company</relativePath></parent>")
                                        + "<dependencies>"
                                        + dependency("managed")
                                        + "</dependencies>")
                        .file(
                                "src/main/java/shop/Shop.java",
                                "package shop; class Shop { String s = lib.Managed.version(); }");

        assertThat(libraries(app)).containsExactly("com.acme:managed:3");
    }

    @Test
    void aTestJarOfAModuleIsNotAskedForInScopeTest() throws Exception {
        Folder app =
                app().pom(
                                "",
                                "shop",
                                SINGLE
                                        + "<packaging>pom</packaging><modules><module>a</module>"
                                        + "<module>b</module></modules>")
                        .pom("a", "a", parent("shop"))
                        .file("a/src/main/java/a/A.java", "package a; public class A {}")
                        .pom(
                                "b",
                                "b",
                                parent("shop")
                                        + "<dependencies>"
                                        + dependency("a", "<version>1</version>")
                                        + dependency(
                                                "a",
                                                "<version>1</version><type>test-jar</type>"
                                                        + "<scope>test</scope>")
                                        + "</dependencies>")
                        .file("b/src/main/java/b/B.java", "package b; class B { a.A a; }");

        Artefact artefact =
                Builder.build(app.path(), BuildOptions.of(temp.resolve("home"))).artefact();

        assertThat(artefact.modules()).extracting(Artefact.Module::name).containsExactly("a", "b");
    }
}
