package dev.midstream.build;

import static dev.midstream.build.Folder.dependency;
import static dev.midstream.build.Folder.parent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.build.compile.Jars;
import dev.midstream.build.project.OwnRepository;
import dev.midstream.runtime.artefact.Artefact;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A shop of four modules with all that poms inherit: what the artefact holds, what is reused. */
class MavenProjectIT {

    @RegisterExtension static final TestRepository REPOSITORY = new TestRepository();

    static final String API =
            "<dependency><groupId>dev.midstream</groupId><artifactId>midstream-api</artifactId>"
                    + "</dependency>";

    @TempDir Path temp;

    private Folder shop = new Folder(Path.of(""));

    @BeforeAll
    static void libraries() throws Exception {
        REPOSITORY.library("deep", "1", "");
        REPOSITORY.library("deep", "2", "");
        REPOSITORY.library("money", "1", dependency("deep", "<version>1</version>"));
        REPOSITORY.library("json", "3", "");
        REPOSITORY.library("driver", "1", "");
        REPOSITORY.library("container", "1", "");
        REPOSITORY.pom(
                "platform",
                "7",
                "<packaging>pom</packaging><dependencyManagement><dependencies>"
                        + dependency("json", "<version>3</version>")
                        + "</dependencies></dependencyManagement>");
        REPOSITORY.pom(
                "company",
                "5",
                "<packaging>pom</packaging><properties><money.version>1</money.version>"
                        + "</properties>");
    }

    @BeforeEach
    void shop() {
        shop = shop(temp.resolve("shop"));
    }

    static Folder shop(Path folder) {
        String root =
                """
                <parent><groupId>com.acme</groupId><artifactId>company</artifactId>
                  <version>5</version><relativePath/></parent>
                <version>1</version>
                <packaging>pom</packaging>
                <modules><module>web</module><module>contract</module><module>pricing</module>
                  <module>tests</module><module>bom</module></modules>
                <properties><maven.compiler.release>21</maven.compiler.release></properties>
                <dependencyManagement><dependencies>
                  <dependency><groupId>dev.midstream</groupId><artifactId>midstream-api</artifactId>
                    <version>%s</version></dependency>
                  <dependency><groupId>com.acme</groupId><artifactId>platform</artifactId>
                    <version>7</version><type>pom</type><scope>import</scope></dependency>
                  <dependency><groupId>com.acme</groupId><artifactId>contract</artifactId>
                    <version>${project.version}</version></dependency>
                  <dependency><groupId>com.acme</groupId><artifactId>pricing</artifactId>
                    <version>${project.version}</version></dependency>
                </dependencies></dependencyManagement>
                """
                        .formatted(OwnRepository.VERSION);
        return new Folder(folder)
                .pom("", "shop", root)
                .pom("bom", "bom", parent("shop") + "<packaging>pom</packaging>")
                .pom(
                        "contract",
                        "contract",
                        parent("shop")
                                + "<dependencies>"
                                + dependency("money", "<version>${money.version}</version>")
                                + "</dependencies>")
                .pom(
                        "pricing",
                        "pricing",
                        parent("shop")
                                + "<dependencies>"
                                + API
                                + dependency("contract")
                                + dependency("json")
                                + dependency("driver", "<version>1</version><scope>runtime</scope>")
                                + dependency(
                                        "container", "<version>1</version><scope>provided</scope>")
                                + "</dependencies>")
                .pom(
                        "web",
                        "web",
                        parent("shop")
                                + "<dependencies>"
                                + API
                                + dependency("pricing")
                                + "</dependencies>")
                .pom(
                        "tests",
                        "tests",
                        parent("shop")
                                + "<dependencies>"
                                + dependency("pricing")
                                + dependency("not-there", "<version>1</version><scope>test</scope>")
                                + "</dependencies>")
                .file("tests/src/test/java/shop/WebTest.java", "no Java at all")
                .file(
                        "contract/src/main/java/shop/Tax.java",
                        "package shop; public interface Tax { String name(int rate); }")
                .file(
                        "pricing/src/main/java/shop/pricing/Flat.java",
                        """
                        package shop.pricing;
                        public class Flat implements shop.Tax {
                            public String name(int rate) {
                                return lib.Money.version() + lib.Json.version() + lib.Container.version();
                            }
                        }
                        """)
                .file("pricing/src/main/resources/rates.properties", "standard=19")
                .file(
                        "web/src/main/java/shop/web/WebModule.java",
                        """
                        package shop.web;
                        public final class WebModule implements dev.midstream.api.AppModule {
                            public WebModule(shop.Tax tax) { tax.name(new shop.pricing.Flat().hashCode()); }
                        }
                        """);
    }

    @Test
    void modulesAndLibrariesAreThoseOfTheEffectivePoms() throws Exception {
        Artefact artefact = build(shop).artefact();

        assertThat(artefact.app()).isEqualTo("shop");
        assertThat(artefact.modules())
                .extracting(Artefact.Module::name)
                .containsExactly("contract", "pricing", "web");
        assertThat(module(artefact, "contract").requires()).isEmpty();
        assertThat(module(artefact, "contract").libraries())
                .containsExactly("com.acme:deep:1", "com.acme:money:1");
        assertThat(module(artefact, "pricing").requires()).isEqualTo(Set.of("contract"));
        assertThat(module(artefact, "pricing").libraries())
                .as(
                        "runtime is packed, provided is not; the contract's libraries are seen through it")
                .containsExactly(
                        "com.acme:deep:1",
                        "com.acme:driver:1",
                        "com.acme:json:3",
                        "com.acme:money:1");
        assertThat(module(artefact, "web").requires()).isEqualTo(Set.of("contract", "pricing"));
        assertThat(module(artefact, "web").libraries())
                .isEqualTo(module(artefact, "pricing").libraries());
        assertThat(artefact.libraries())
                .extracting(Artefact.Library::id)
                .containsExactly(
                        "com.acme:deep:1",
                        "com.acme:driver:1",
                        "com.acme:json:3",
                        "com.acme:money:1");
    }

    @Test
    void jarHoldsClassesAndResourcesAndNothingElse() throws Exception {
        Map<String, byte[]> jar = Jars.read(module(build(shop).artefact(), "pricing").jar());

        assertThat(jar.keySet()).containsExactly("rates.properties", "shop/pricing/Flat.class");
        byte[] flat = jar.getOrDefault("shop/pricing/Flat.class", new byte[0]);
        assertThat(java.lang.classfile.ClassFile.of().parse(flat).majorVersion())
                .as("release 21 of the root pom")
                .isEqualTo(65);
        assertThat(new String(flat, java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains("MethodParameters");
    }

    @Test
    void differentVersionsOfOneLibraryAreNamed() throws Exception {
        shop.pom(
                "web",
                "web",
                parent("shop")
                        + "<dependencies>"
                        + API
                        + dependency("pricing")
                        + dependency("deep", "<version>2</version>")
                        + "</dependencies>");

        assertThat(build(shop).findings())
                .filteredOn(finding -> finding.code().id().equals("MS-BUILD-018"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.subject()).isEqualTo("com.acme:deep");
                    assertThat(finding.message())
                            .contains("1=[contract, pricing, tests]", "2=[web]", "all get 2");
                });
    }

    @Test
    void sameSourcesElsewhereGiveTheSameBytes() throws Exception {
        byte[] first = build(shop, temp.resolve("home1")).file();
        byte[] second =
                build(shop.copy(temp.resolve("elsewhere/copy")), temp.resolve("home2")).file();

        assertThat(second).isEqualTo(first);
        assertThat(Artefact.read(first).write()).isEqualTo(first);
    }

    @Test
    void onlyWhatChangedAndWhoCanSeeTheChangeIsCompiledAgain() throws Exception {
        Built first = build(shop);
        Built again = build(shop);
        shop.file(
                "pricing/src/main/java/shop/pricing/Flat.java",
                "package shop.pricing; public class Flat implements shop.Tax {"
                        + " public String name(int rate) { return \"flat\"; } }");
        Built changed = build(shop);

        assertThat(List.of(first.compiledModules(), first.reusedModules())).containsExactly(3, 0);
        assertThat(List.of(again.compiledModules(), again.reusedModules())).containsExactly(0, 3);
        assertThat(again.file()).isEqualTo(first.file());
        assertThat(List.of(changed.compiledModules(), changed.reusedModules()))
                .as("pricing; web cannot see the change, contract stands below it")
                .containsExactly(1, 2);
        assertThat(changed.release()).isNotEqualTo(first.release());
    }

    @Test
    void offlineBuildsWhatIsCached() throws Exception {
        build(shop);
        List<String> progress = new ArrayList<>();

        Built built =
                Builder.build(
                        shop.path(),
                        new BuildOptions(temp.resolve("other home"), true, progress::add));

        assertThat(built.compiledModules()).isEqualTo(3);
        assertThat(progress)
                .contains("resolving web")
                .noneMatch(line -> line.startsWith("fetching"));
    }

    @Test
    void buildsAtTheSameTimeOnOneHomeGiveTheSameBytes() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Callable<byte[]> one = () -> build(shop).file();
            List<Future<byte[]>> both = threads.invokeAll(List.of(one, one), 60, TimeUnit.SECONDS);

            assertThat(both.getFirst().get()).isEqualTo(both.getLast().get());
        }
    }

    static Artefact.Module module(Artefact artefact, String name) {
        return artefact.modules().stream()
                .filter(module -> module.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Built build(Folder app) throws Exception {
        return build(app, temp.resolve("home"));
    }

    private static Built build(Folder app, Path home) throws Exception {
        return Builder.build(app.path(), BuildOptions.of(home));
    }
}
