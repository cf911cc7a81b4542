package dev.midstream.build.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.midstream.build.project.OwnRepository;
import dev.midstream.build.project.Work;
import dev.midstream.runtime.finding.Refused;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.model.Model;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnderstoodPluginsTest {

    @TempDir Path temp;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<plugin><artifactId>maven-surefire-plugin</artifactId></plugin>",
                "<plugin><artifactId>maven-antrun-plugin</artifactId></plugin>",
                "<plugin><artifactId>maven-antrun-plugin</artifactId><executions><execution>"
                        + "<phase>none</phase><goals><goal>run</goal></goals></execution></executions></plugin>",
                "<plugin><artifactId>maven-antrun-plugin</artifactId><executions><execution>"
                        + "<phase>verify</phase><goals><goal>run</goal></goals></execution></executions></plugin>",
                "<plugin><artifactId>maven-dependency-plugin</artifactId><executions><execution>"
                        + "<goals><goal>analyze-only</goal></goals></execution></executions></plugin>",
                "<plugin><artifactId>maven-jar-plugin</artifactId><executions><execution>"
                        + "<goals><goal>test-jar</goal></goals></execution></executions></plugin>"
            })
    void understood(String plugin) throws Exception {
        UnderstoodPlugins.check(model(plugin));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<plugin><artifactId>maven-antrun-plugin</artifactId><executions><execution>"
                        + "<goals><goal>run</goal></goals></execution></executions></plugin>",
                "<plugin><artifactId>maven-dependency-plugin</artifactId><executions><execution>"
                        + "<goals><goal>unpack</goal></goals></execution></executions></plugin>",
                "<plugin><artifactId>maven-resources-plugin</artifactId><executions><execution><id>x</id>"
                        + "<goals><goal>copy-resources</goal></goals></execution></executions></plugin>",
                "<plugin><artifactId>maven-jar-plugin</artifactId><configuration>"
                        + "<excludes><exclude>x</exclude></excludes></configuration></plugin>",
                "<plugin><groupId>org.jetbrains.kotlin</groupId><artifactId>kotlin-maven-plugin</artifactId>"
                        + "<extensions>true</extensions></plugin>",
                "<plugin><artifactId>maven-shade-plugin</artifactId><executions><execution>"
                        + "<phase>package</phase><goals><goal>shade</goal></goals></execution></executions></plugin>"
            })
    void leftToMaven(String plugin) throws Exception {
        Model model = model(plugin);

        assertThatThrownBy(() -> UnderstoodPlugins.check(model))
                .isInstanceOf(NotUnderstood.class)
                .message()
                .isNotBlank();
    }

    @Test
    void withoutAnyMavenItSaysSo() {
        OwnBuild build = new OwnBuild(new OwnRepository(Optional.empty()), false, temp.toString());
        Work.OwnBuild work =
                new Work.OwnBuild(temp, temp.resolve("gen"), temp.resolve("x.jar"), "protobuf");

        assertThatThrownBy(() -> build.build("gen", work))
                .isInstanceOf(Refused.class)
                .satisfies(e ->
                        assertThat(((Refused) e).findings().getFirst().code().id())
                                .isEqualTo("MS-BUILD-013"))
                .hasMessageContaining("protobuf")
                .hasMessageContaining(temp.resolve("mvnw").toString());
    }

    private static Model model(String plugin) throws Exception {
        return new MavenXpp3Reader()
                .read(
                        new StringReader(
                                "<project><artifactId>a</artifactId><build><plugins>"
                                        + plugin
                                        + "</plugins></build></project>"));
    }
}
