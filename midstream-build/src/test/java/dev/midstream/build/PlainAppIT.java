package dev.midstream.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.midstream.build.compile.Jars;
import dev.midstream.runtime.AppSource;
import dev.midstream.runtime.artefact.Artefact;
import dev.midstream.runtime.finding.Refused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Apps without a pom. */
class PlainAppIT {

    @RegisterExtension static final TestRepository REPOSITORY = new TestRepository();

    private static final String MODULE =
            """
            package shop;
            public final class ShopModule implements dev.midstream.api.AppModule {
                String version() { return lib.Tool.version(); }
            }
            """;

    @TempDir Path temp;

    private byte[] tool = new byte[0];

    @BeforeEach
    void tool() throws Exception {
        REPOSITORY.library("tool", "1", "");
        tool = Files.readAllBytes(REPOSITORY.remote().resolve("com/acme/tool/1/tool-1.jar"));
    }

    @Test
    void conventionalFolder() throws Exception {
        Folder app =
                new Folder(temp.resolve("shop"))
                        .file("src/main/java/shop/ShopModule.java", MODULE)
                        .file("src/main/resources/shop.txt", "text")
                        .file("src/test/java/shop/Broken.java", "no Java")
                        .file("lib/tool-1.jar", tool);

        Artefact artefact = build(app.path());

        assertThat(artefact.app()).isEqualTo("shop");
        assertThat(artefact.modules())
                .singleElement()
                .satisfies(module -> {
                    assertThat(module.name()).isEqualTo("shop");
                    assertThat(Jars.read(module.jar()).keySet())
                            .containsExactly("shop.txt", "shop/ShopModule.class");
                    assertThat(module.libraries()).hasSize(1);
                });
        assertThat(artefact.libraries().getFirst().jar()).isEqualTo(tool);
    }

    @Test
    void bareJavaFiles() throws Exception {
        Folder app =
                new Folder(temp.resolve("shop"))
                        .file("shop/ShopModule.java", MODULE)
                        .file("shop/words.txt", "text")
                        .file("shop.msa", "an earlier artefact")
                        .file("lib/tool-1.jar", tool);

        Artefact artefact = build(app.path());

        assertThat(Jars.read(artefact.modules().getFirst().jar()).keySet())
                .containsExactly("shop/ShopModule.class", "shop/words.txt");
    }

    @Test
    void oneJar() throws Exception {
        Path jar =
                new Folder(temp)
                        .file("tool-1.2-SNAPSHOT.jar", tool)
                        .path()
                        .resolve("tool-1.2-SNAPSHOT.jar");

        Artefact artefact = build(jar);

        assertThat(artefact.modules())
                .singleElement()
                .satisfies(module -> {
                    assertThat(module.name()).as("no version in a module's name").isEqualTo("tool");
                    assertThat(module.jar()).isEqualTo(tool);
                });
    }

    @Test
    void folderOfJarsSeesWhoNeedsWhomInTheBytecode() throws Exception {
        Folder jars = new Folder(temp.resolve("jars"));
        Folder a =
                new Folder(temp.resolve("a")).file("a/A.java", "package a; public interface A {}");
        Folder b =
                new Folder(temp.resolve("b"))
                        .file(
                                "b/B.java",
                                "package b; public interface B { a.A a(java.util.List<a.A> l); }");
        Folder c =
                new Folder(temp.resolve("c"))
                        .file("c/C.java", "package c; class C { Object o = b.B[].class; }");
        byte[] jarA = compiled(a);
        b.file("lib/a.jar", jarA);
        byte[] jarB = compiled(b);
        c.file("lib/b.jar", jarB);
        jars.file("a-1.jar", jarA).file("b-1.jar", jarB).file("c-1.jar", compiled(c));

        Artefact artefact = build(jars.path());

        assertThat(MavenProjectIT.module(artefact, "a").requires()).isEmpty();
        assertThat(MavenProjectIT.module(artefact, "b").requires()).isEqualTo(Set.of("a"));
        assertThat(MavenProjectIT.module(artefact, "c").requires()).isEqualTo(Set.of("a", "b"));
    }

    @Test
    void twoVersionsOfOneJarAreRefused() {
        Folder jars = new Folder(temp.resolve("jars")).file("x-1.jar", tool).file("x-2.jar", tool);

        assertThatThrownBy(() -> build(jars.path()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("MS-BUILD-007")
                .hasMessageContaining("x-2.jar");
    }

    @Test
    void aTruncatedClassIsNamed() throws Exception {
        TreeMap<String, byte[]> entries = new TreeMap<>();
        entries.put("a/A.class", new byte[] {(byte) 0xCA, (byte) 0xFE});
        Folder jars = new Folder(temp.resolve("jars")).file("x.jar", Jars.write(entries));

        assertThatThrownBy(() -> build(jars.path()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("MS-BUILD-015")
                .hasMessageContaining("a/A.class");
    }

    @Test
    void theRuntimeFindsTheBuilder() throws Exception {
        Folder app =
                new Folder(temp.resolve("shop"))
                        .file("src/main/java/shop/ShopModule.java", MODULE)
                        .file("lib/tool-1.jar", tool);
        AppSource source = ServiceLoader.load(AppSource.class).findFirst().orElseThrow();

        byte[] file = source.build(app.path(), temp.resolve("home"));

        assertThat(Artefact.read(file).modules()).hasSize(1);
    }

    private byte[] compiled(Folder sources) throws Exception {
        return build(sources.path()).modules().getFirst().jar();
    }

    private Artefact build(Path app) throws Exception {
        return Builder.build(app, BuildOptions.of(temp.resolve("home"))).artefact();
    }
}
