package dev.midstream.build;

import static dev.midstream.build.Folder.dependency;
import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.build.compile.Jars;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Annotation processors, compiler arguments, resources, warnings. */
class CompilingIT {

    @RegisterExtension static final TestRepository REPOSITORY = new TestRepository();

    private static final String SINGLE = "<groupId>com.acme</groupId><version>1</version>";
    private static final String USES_GENERATED =
            "package shop; class Shop { String greeting = made.Made.TEXT; }";

    @TempDir Path temp;

    @BeforeAll
    static void processor() throws Exception {
        String source =
                """
                package proc;
                import java.util.Set;
                import javax.annotation.processing.*;
                import javax.lang.model.element.TypeElement;
                import javax.tools.StandardLocation;
                @SupportedAnnotationTypes("*")
                @SupportedOptions("text")
                public class Maker extends AbstractProcessor {
                    private boolean done;
                    @Override public javax.lang.model.SourceVersion getSupportedSourceVersion() {
                        return javax.lang.model.SourceVersion.latest();
                    }
                    @Override public boolean process(Set<? extends TypeElement> types, RoundEnvironment round) {
                        if (done) return false;
                        done = true;
                        Filer filer = processingEnv.getFiler();
                        String text = processingEnv.getOptions().getOrDefault("text", "none");
                        try (var java = filer.createSourceFile("made.Made").openWriter();
                                var list = filer.createResource(StandardLocation.CLASS_OUTPUT, "",
                                        "META-INF/made.txt").openWriter()) {
                            java.write("package made; public class Made { public static final String TEXT = \\"" + text + "\\"; }");
                            list.write(text + lib.Helper.version()
                                    + filer.getResource(StandardLocation.CLASS_OUTPUT, "", "base.txt").getCharContent(true));
                        } catch (java.io.IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                        return false;
                    }
                }
                """;
        Folder folder =
                new Folder(Files.createTempDirectory("processor"))
                        .file("proc/Maker.java", source)
                        .file(
                                "lib/Helper.java",
                                "package lib; public class Helper { public static String version()"
                                        + " { return \"-1-\"; } }")
                        .file(
                                "META-INF/services/javax.annotation.processing.Processor",
                                "proc.Maker");
        REPOSITORY.publish("maker", "1", "", folder);
    }

    @Test
    void processorsOfThePathRunAndWriteSourcesAndResources() throws Exception {
        Folder app =
                app("""
                <build><plugins><plugin><artifactId>maven-compiler-plugin</artifactId>
                <configuration>
                  <compilerArgs><arg>-Atext=hello</arg></compilerArgs>
                  <annotationProcessorPaths><path><groupId>com.acme</groupId>
                    <artifactId>maker</artifactId><version>1</version></path>
                  </annotationProcessorPaths>
                </configuration></plugin></plugins></build>
                """)
                        .file("src/main/java/shop/Shop.java", USES_GENERATED)
                        .file("src/main/resources/base.txt", "base");

        Map<String, byte[]> jar = onlyJar(build(app));

        assertThat(jar.keySet())
                .containsExactly(
                        "META-INF/made.txt", "base.txt", "made/Made.class", "shop/Shop.class");
        assertThat(text(jar, "META-INF/made.txt")).isEqualTo("hello-1-base");
        assertThat(build(app).artefact().libraries()).isEmpty();
    }

    @Test
    void processorsOfTheClassPathRun() throws Exception {
        Folder app =
                app("<dependencies>"
                                + dependency("maker", "<version>1</version><scope>provided</scope>")
                                + "</dependencies>")
                        .file("src/main/java/shop/Shop.java", USES_GENERATED)
                        .file("src/main/resources/base.txt", "base");

        assertThat(onlyJar(build(app)).keySet()).contains("made/Made.class");
    }

    @Test
    void warningsAreShownWhereThePomAsksForThem() throws Exception {
        String raw = "package shop; class Shop { java.util.List all; }";
        Folder quiet = app("").file("src/main/java/shop/Shop.java", raw);
        Folder asking =
                app("<build><plugins><plugin><artifactId>maven-compiler-plugin</artifactId>"
                                + "<configuration><compilerArgs><arg>-Xlint:all</arg>"
                                + "</compilerArgs></configuration></plugin></plugins></build>")
                        .file("src/main/java/shop/Shop.java", raw);

        assertThat(build(quiet).findings()).isEmpty();
        List<Finding> findings = build(asking).findings();
        assertThat(findings).isNotEmpty();
        assertThat(findings)
                .allSatisfy(f -> assertThat(f.severity()).isEqualTo(Severity.WARNING))
                .anySatisfy(
                        f -> assertThat(f.message()).contains("Shop.java:1: warning: [rawtypes]"));
    }

    @Test
    void resourcesAreFilteredAndSelectedAsThePomSays() throws Exception {
        Folder app =
                app("""
                <properties><motto>no dip</motto></properties>
                <build><resources>
                  <resource><directory>src/main/text</directory><filtering>true</filtering>
                    <targetPath>text</targetPath><includes><include>**/*.txt</include></includes>
                    <excludes><exclude>**/not.txt</exclude></excludes></resource>
                </resources></build>
                """)
                        .file("src/main/java/shop/Shop.java", "package shop; class Shop {}")
                        .file("src/main/text/a/it.txt", "${motto} ${project.version} ${unknown}")
                        .file("src/main/text/a/not.txt", "")
                        .file("src/main/text/a/it.md", "")
                        .file("src/main/resources/unlisted.txt", "");

        Map<String, byte[]> jar = onlyJar(build(app));

        assertThat(jar.keySet()).containsExactly("shop/Shop.class", "text/a/it.txt");
        assertThat(text(jar, "text/a/it.txt")).isEqualTo("no dip 1 ${unknown}");
    }

    @Test
    void aDamagedOutputInTheCacheIsMadeAgain() throws Exception {
        Folder app = app("").file("src/main/java/shop/Shop.java", "package shop; class Shop {}");
        Built first = build(app);
        Path modules = temp.resolve("home/cache/build/modules");
        try (var files = Files.list(modules)) {
            for (Path file : files.toList()) {
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length / 2]++;
                Files.write(file, bytes);
            }
        }

        Built again = build(app);

        assertThat(again.compiledModules()).isEqualTo(1);
        assertThat(again.file()).isEqualTo(first.file());
    }

    @Test
    void anUnchangedPomIsNotResolvedAgainAndAChangedOneIs() throws Exception {
        REPOSITORY.library("once", "1", "");
        REPOSITORY.library("once", "2", "");
        Folder app =
                app("<dependencies>"
                                + dependency("once", "<version>1</version>")
                                + "</dependencies>")
                        .file("src/main/java/shop/Shop.java", "package shop; class Shop {}");
        List<String> first = progress(app);
        List<String> second = progress(app);
        app.pom(
                "",
                "shop",
                SINGLE
                        + "<dependencies>"
                        + dependency("once", "<version>2</version>")
                        + "</dependencies>");
        Built changed = build(app);

        assertThat(first).contains("resolving shop").anyMatch(line -> line.startsWith("fetching"));
        assertThat(second).isEmpty();
        assertThat(changed.artefact().libraries())
                .singleElement()
                .satisfies(library -> assertThat(library.id()).isEqualTo("com.acme:once:2"));
    }

    @Test
    void aModuleInfoIsLeftOutAndNamed() throws Exception {
        Folder app =
                app("").file("src/main/java/module-info.java", "module shop { requires java.sql; }")
                        .file("src/main/java/shop/Shop.java", "package shop; class Shop {}");

        Built built = build(app);

        assertThat(onlyJar(built).keySet()).containsExactly("shop/Shop.class");
        assertThat(built.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.code().id()).isEqualTo("MS-BUILD-019"));
    }

    private Folder app(String inside) throws Exception {
        Folder app = new Folder(Files.createTempDirectory(temp, "app").toRealPath());
        return app.pom("", "shop", SINGLE + inside);
    }

    private static Map<String, byte[]> onlyJar(Built built) throws Exception {
        assertThat(built.artefact().modules()).hasSize(1);
        return Jars.read(built.artefact().modules().getFirst().jar());
    }

    private static String text(Map<String, byte[]> jar, String name) {
        return new String(
                jar.getOrDefault(name, new byte[0]), java.nio.charset.StandardCharsets.UTF_8);
    }

    private Built build(Folder app) throws Exception {
        return Builder.build(app.path(), BuildOptions.of(temp.resolve("home")));
    }

    private List<String> progress(Folder app) throws Exception {
        List<String> lines = new java.util.ArrayList<>();
        Builder.build(app.path(), new BuildOptions(temp.resolve("home"), false, lines::add));
        return lines;
    }
}
