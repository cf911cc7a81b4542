package dev.midstream.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.midstream.build.compile.Jars;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A module with an antrun step is built by Maven itself, with this repository's own wrapper. */
class OwnBuildIT {

    @RegisterExtension static final TestRepository REPOSITORY = new TestRepository();

    @TempDir Path temp;

    @Test
    void aModuleThatGeneratesIsBuiltByItsOwnBuildAndReused() throws Exception {
        Folder app = app("<echo file='${project.build.outputDirectory}/made.txt' message='made'/>");

        Built built = build(app);
        Built again = build(app);

        assertThat(Jars.read(MavenProjectIT.module(built.artefact(), "gen").jar()).keySet())
                .containsExactly("gen/Gen.class", "made.txt");
        assertThat(built.findings())
                .singleElement()
                .extracting(Finding::message)
                .asString()
                .contains("maven-antrun-plugin with goal run");
        assertThat(again.compiledModules()).isZero();
        assertThat(again.file()).isEqualTo(built.file());
    }

    @Test
    void whatItsOwnBuildSaysIsShown() throws Exception {
        Folder app = app("<fail message='the generator is out of paper'/>");

        assertThatThrownBy(() -> build(app))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("MS-BUILD-014 gen")
                .hasMessageContaining("the generator is out of paper");
    }

    /** Two modules: gen has an Ant step, user compiles against it. */
    private Folder app(String ant) throws Exception {
        Folder app = new Folder(Files.createDirectories(temp.resolve("app")).toRealPath());
        copyWrapper(app.path());
        return app.pom(
                        "",
                        "app",
                        "<groupId>com.acme</groupId><version>1</version><packaging>pom</packaging>"
                                + "<modules><module>gen</module><module>user</module></modules>"
                                + "<properties><maven.compiler.release>25</maven.compiler.release>"
                                + "<project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>"
                                + "</properties><build><pluginManagement><plugins>"
                                + plugin("maven-resources-plugin", "3.5.0")
                                + plugin("maven-compiler-plugin", "3.15.0")
                                + plugin("maven-surefire-plugin", "3.6.1")
                                + plugin("maven-jar-plugin", "3.5.1")
                                + "</plugins></pluginManagement></build>")
                .pom(
                        "gen",
                        "gen",
                        Folder.parent("app")
                                + """
                                <build><plugins><plugin><artifactId>maven-antrun-plugin</artifactId>
                                <version>3.2.0</version><executions><execution><phase>process-classes</phase>
                                <goals><goal>run</goal></goals><configuration><target>%s</target></configuration>
                                </execution></executions></plugin></plugins></build>
                                """
                                        .formatted(ant))
                .pom(
                        "user",
                        "user",
                        Folder.parent("app")
                                + "<dependencies>"
                                + Folder.dependency("gen", "<version>1</version>")
                                + "</dependencies>")
                .file("gen/src/main/java/gen/Gen.java", "package gen; public class Gen {}")
                .file(
                        "user/src/main/java/user/User.java",
                        "package user; class User extends gen.Gen {}");
    }

    private static String plugin(String artifactId, String version) {
        return "<plugin><artifactId>"
                + artifactId
                + "</artifactId><version>"
                + version
                + "</version></plugin>";
    }

    private static void copyWrapper(Path to) throws Exception {
        Path root = Path.of("..").toRealPath();
        for (String name :
                new String[] {
                    "mvnw", ".mvn/find-jdk.sh", ".mvn/wrapper/maven-wrapper.properties"
                }) {
            Path target = to.resolve(name);
            Files.createDirectories(target.getParent());
            Files.copy(root.resolve(name), target, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private Built build(Folder app) throws Exception {
        return Builder.build(app.path(), BuildOptions.of(temp.resolve("home")));
    }
}
