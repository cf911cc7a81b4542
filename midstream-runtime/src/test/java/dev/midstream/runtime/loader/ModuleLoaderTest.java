package dev.midstream.runtime.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.midstream.api.AppModule;
import dev.midstream.runtime.TestApp;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModuleLoaderTest {

    private static final Boundary BOUNDARY = new Boundary(Set.of());

    private static final TestApp APP =
            TestApp.named("shop")
                    .library("com.x:lib:1", "package lib; public class Lib {}")
                    .file("com.x:lib:1", "META-INF/services/java.lang.Runnable", "w.Task")
                    .file("com.x:lib:1", "both.txt", "of the library")
                    .module(
                            "contract",
                            "package c; public interface Price extends java.util.function.Supplier"
                                    + "<String> {}")
                    .file("contract", "c/deep.txt", "of the contract")
                    .module(
                            "web",
                            List.of("contract"),
                            List.of("com.x:lib:1"),
                            "package w; public class Web implements c.Price {"
                                    + " public String get() { return new lib.Lib() + \"\"; } }",
                            "package w; public class Task implements Runnable {"
                                    + " public void run() {} }",
                            """
                            package w;
                            import java.util.*;
                            public class Finds implements java.util.function.Supplier<String> {
                                public String get() {
                                    ClassLoader loader = Finds.class.getClassLoader();
                                    StringBuilder found = new StringBuilder();
                                    ServiceLoader.load(Runnable.class, loader)
                                            .forEach(t -> found.append(t.getClass().getName()));
                                    for (Locale locale : List.of(Locale.GERMAN, Locale.ROOT)) {
                                        found.append(' ').append(ResourceBundle
                                                .getBundle("w.texts", locale).getString("hello"));
                                    }
                                    return found.toString();
                                }
                            }
                            """)
                    .file("web", "META-INF/services/java.lang.Runnable", "w.Task")
                    .file("web", "w/texts.properties", "hello=Hello")
                    .file("web", "w/texts_de.properties", "hello=Hallo")
                    .file("web", "both.txt", "of the module")
                    .file("web", "w/a b/ü%41.txt", "odd name");

    private static JarContent jar(byte[] jar) throws IOException {
        return JarContent.read(jar);
    }

    private static ModuleLoader contract() throws IOException {
        return new ModuleLoader(
                "contract@1", BOUNDARY, List.of(jar(APP.jar("contract"))), List.of());
    }

    private static ModuleLoader web(String name, ModuleLoader... required) throws IOException {
        byte[] lib = APP.artefact().libraries().getFirst().jar();
        return new ModuleLoader(
                name, BOUNDARY, List.of(jar(APP.jar("web")), jar(lib)), List.of(required));
    }

    private static String read(@Nullable URL url) throws IOException {
        return read(url == null ? InputStream.nullInputStream() : url.openStream());
    }

    private static String read(@Nullable InputStream stream) throws IOException {
        if (stream == null) {
            throw new AssertionError("no such resource");
        }
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whatALoaderHidesIsSeenByItselfAlone() throws Exception {
        JarContent lib = jar(APP.artefact().libraries().getFirst().jar());
        String hidden =
                lib.classes().keySet().iterator().next().replace(".class", "").replace('/', '.');
        ModuleLoader below =
                new ModuleLoader(
                        "contract@1",
                        BOUNDARY,
                        new OwnJars(List.of(jar(APP.jar("contract"))), List.of(lib)),
                        List.of());
        ModuleLoader above =
                new ModuleLoader("web@1", BOUNDARY, List.of(jar(APP.jar("web"))), List.of(below));
        assertThat(below.loadClass(hidden).getClassLoader()).isSameAs(below);
        assertThatExceptionOfType(ClassNotFoundException.class)
                .isThrownBy(() -> above.loadClass(hidden));
        String entry = hidden.replace('.', '/') + ".class";
        assertThat(below.getResource(entry)).isNotNull();
        assertThat(above.getResource(entry)).isNull();
        assertThat(above.getResources(entry).hasMoreElements()).isFalse();
    }

    @Test
    void twoVersionsOfAModuleShareNoClassButTheirContracts() throws Exception {
        ModuleLoader contract = contract();
        ModuleLoader one = web("web@1", contract);
        ModuleLoader two = web("web@2", contract);
        assertThat(one.loadClass("w.Web")).isNotSameAs(two.loadClass("w.Web"));
        assertThat(one.loadClass("lib.Lib")).isNotSameAs(two.loadClass("lib.Lib"));
        assertThat(one.loadClass("c.Price")).isSameAs(two.loadClass("c.Price"));
        assertThat(one.loadClass("w.Web").getInterfaces())
                .containsExactly(contract.loadClass("c.Price"));
    }

    @Test
    void aModuleSeesNoClassOfOneThatItDoesNotRequire() throws IOException {
        ModuleLoader contract = contract();
        assertThatExceptionOfType(ClassNotFoundException.class)
                .isThrownBy(() -> contract.loadClass("w.Web"))
                .withMessage("w.Web is not visible to contract@1");
        ModuleLoader alone = web("web@1");
        assertThatExceptionOfType(NoClassDefFoundError.class)
                .isThrownBy(() -> alone.loadClass("w.Web"))
                .withMessageContaining("c/Price");
    }

    @Test
    void librariesOfTheHostAreInvisible() throws IOException {
        ModuleLoader loader = contract();
        for (Class<?> ofHost : List.of(Test.class, ModuleLoader.class, TestApp.class)) {
            assertThatExceptionOfType(ClassNotFoundException.class)
                    .isThrownBy(() -> loader.loadClass(ofHost.getName()));
            String file = ofHost.getName().replace('.', '/') + ".class";
            assertThat(loader.getResource(file)).isNull();
            assertThat(loader.getResourceAsStream(file)).isNull();
        }
    }

    @Test
    void theJdkTheApiAndSlf4jAreTheHosts() throws Exception {
        ModuleLoader loader = contract();
        assertThat(loader.loadClass("java.util.List")).isSameAs(List.class);
        assertThat(loader.loadClass("java.sql.Connection").getClassLoader())
                .isSameAs(ClassLoader.getPlatformClassLoader());
        assertThat(loader.loadClass(AppModule.class.getName())).isSameAs(AppModule.class);
        assertThat(loader.loadClass("org.slf4j.Logger")).isSameAs(org.slf4j.Logger.class);
    }

    @Test
    void whatALibraryBringsOfTheJdkTheApiOrSlf4jIsLeftOutOfAccount() throws Exception {
        TestApp app =
                TestApp.named("shop")
                        .library(
                                "org.slf4j:slf4j-simple:1",
                                "package org.slf4j.simple; public class Simple {}")
                        .file("org.slf4j:slf4j-simple:1", "org/slf4j/Logger.class", "theirs")
                        .file("org.slf4j:slf4j-simple:1", "java/sql/Driver.class", "theirs");
        JarContent jar = jar(app.artefact().libraries().getFirst().jar());
        ModuleLoader loader = new ModuleLoader("m@1", BOUNDARY, List.of(jar), List.of());
        assertThat(loader.loadClass("org.slf4j.Logger")).isSameAs(org.slf4j.Logger.class);
        assertThat(loader.getResource("org/slf4j/Logger.class"))
                .isEqualTo(AppModule.class.getResource("/org/slf4j/Logger.class"));
        assertThat(read(loader.getResourceAsStream("java/sql/Driver.class")))
                .isNotEqualTo("theirs");
        assertThat(loader.loadClass("org.slf4j.simple.Simple").getClassLoader()).isSameAs(loader);
    }

    @Test
    void theJdksToolsAreVisible() throws Exception {
        assertThat(contract().loadClass("com.sun.source.tree.Tree"))
                .isSameAs(Class.forName("com.sun.source.tree.Tree"));
    }

    @Test
    void packagesOfTheHostsContractsComeFromTheHost() throws Exception {
        Boundary boundary = new Boundary(Set.of(TestApp.class));
        ModuleLoader loader = new ModuleLoader("m@1", boundary, List.of(), List.of());
        assertThat(loader.loadClass(TestApp.class.getName())).isSameAs(TestApp.class);
        assertThat(boundary.owner("dev.midstream.runtime"))
                .contains(TestApp.class.getClassLoader());
        assertThat(boundary.owner("dev.midstream.runtime.loader")).isEmpty();
        assertThat(boundary.owner("c")).isEmpty();
    }

    @Test
    void noModuleMayBringPackagesOfTheJdkTheApiOrSlf4j() {
        assertThat(
                        List.of(
                                "java.lang",
                                "java.made.up",
                                "sun.misc",
                                "dev.midstream.api",
                                "org.slf4j.spi"))
                .allMatch(Boundary::isProtected);
        assertThat(List.of("c", "org.slf4j.simple", "javax.made.up", "dev.midstream"))
                .noneMatch(Boundary::isProtected);
    }

    @Test
    void aResourceIsFoundInTheModuleThenItsLibrariesThenWhatItRequires() throws IOException {
        ModuleLoader web = web("web@1", contract());
        assertThat(read(web.getResource("both.txt"))).isEqualTo("of the module");
        assertThat(read(web.getResource("c/deep.txt"))).isEqualTo("of the contract");
        assertThat(web.getResource("none.txt")).isNull();
        assertThat(web.getResourceAsStream("none.txt")).isNull();
        assertThat(read(web.getResourceAsStream("both.txt"))).isEqualTo("of the module");
        assertThat(read(web.getResourceAsStream("c/deep.txt"))).isEqualTo("of the contract");
    }

    @Test
    void allResourcesOfANameAreFoundEachWithAnAddressOfItsOwn() throws IOException {
        List<URL> found = Collections.list(web("web@1", contract()).getResources("both.txt"));
        List<String> texts = new ArrayList<>();
        for (URL url : found) {
            texts.add(read(url));
        }
        assertThat(texts).containsExactly("of the module", "of the library");
        assertThat(found).extracting(URL::toExternalForm).doesNotHaveDuplicates();
    }

    @Test
    void anAddressOpensAlsoForNamesWithSpacesAndSigns() throws IOException {
        URL url = web("web@1", contract()).getResource("w/a b/ü%41.txt");
        assertThat(read(url)).isEqualTo("odd name");
        assertThat(String.valueOf(url)).startsWith("jar:file:/");
    }

    @Test
    void aClassReadsResourcesBesideItself() throws Exception {
        Class<?> web = web("web@1", contract()).loadClass("w.Web");
        assertThat(web.getResource("texts.properties")).isNotNull();
        assertThat(web.getResource("/c/deep.txt")).isNotNull();
    }

    /** Asked by the module's own code: who asks decides what both find. */
    @Test
    void serviceLoaderAndResourceBundlesWorkInTheModulesCode() throws Exception {
        Class<?> finds = web("web@1", contract()).loadClass("w.Finds");
        Object found = ((Supplier<?>) finds.getConstructor().newInstance()).get();
        assertThat(found).isEqualTo("w.Task Hallo Hello");
    }

    @Test
    void classesHaveAPackageAndTheirLoadersName() throws Exception {
        ModuleLoader loader = web("web@1/abc", contract());
        Class<?> web = loader.loadClass("w.Web");
        assertThat(web.getPackage().getName()).isEqualTo("w");
        assertThat(web.getClassLoader().getName()).isEqualTo("web@1/abc");
        assertThat(web.getModule().isNamed()).isFalse();
    }

    @Test
    void manyThreadsLoadTheSameClassOnce() throws Exception {
        ModuleLoader contract = contract();
        ModuleLoader web = web("web@1", contract);
        int threads = 8;
        CountDownLatch together = new CountDownLatch(threads);
        Callable<Class<?>> load =
                () -> {
                    together.countDown();
                    together.await(30, TimeUnit.SECONDS);
                    return web.loadClass("w.Web");
                };
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<Class<?>>> loaded =
                    pool.invokeAll(Collections.nCopies(threads, load), 30, TimeUnit.SECONDS);
            for (Future<Class<?>> one : loaded) {
                assertThat(one.get()).isSameAs(web.loadClass("w.Web"));
            }
        }
    }

    @Test
    void theLoaderIsParallelCapable() throws IOException {
        assertThat(contract().isRegisteredAsParallelCapable()).isTrue();
    }
}
