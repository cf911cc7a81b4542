package dev.midstream.runtime.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.midstream.runtime.TestApp;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What libraries do with the loader that they find themselves in. Their code runs in a module. */
class LoaderSurfaceTest {

    private static final String LIB = "com.x:lib:1";

    private static final TestApp LIBRARY =
            TestApp.named("surface")
                    .library(
                            LIB,
                            "package lib; public class Plain { public String says()"
                                    + " { return \"base\"; } }",
                            "package lib; public interface Plugin { String name(); }",
                            "package lib; public class One implements Plugin {"
                                    + " public String name() { return \"one\"; } }",
                            source(
                                    "Reparses",
                                    """
                                    URL url = Reparses.class.getResource("/conf/a b.txt");
                                    URL again = new URL(url.toString());
                                    URL third = url.toURI().toURL();
                                    URLConnection c = url.openConnection();
                                    c.setUseCaches(false);
                                    return Map.of(
                                            "bound", text(url), "again", text(again),
                                            "third", text(third),
                                            "length", c.getContentLength() + "/" + c.getContentLengthLong(),
                                            "modified", (c.getLastModified() > 0) + "",
                                            "type", url.openConnection().getContentType(),
                                            "relative", text(new URL(url, "b.txt")),
                                            "absolute", text(new URL(url, "/top.txt")),
                                            "same", url.equals(again) + "");
                                    """),
                            source(
                                    "Scans",
                                    """
                                    TreeMap<String, String> found = new TreeMap<>();
                                    URL folder = Scans.class.getClassLoader().getResource("conf");
                                    JarURLConnection c = (JarURLConnection) folder.openConnection();
                                    try (java.util.jar.JarFile jar = c.getJarFile()) {
                                        jar.stream().filter(e -> e.getName().startsWith("conf/"))
                                                .forEach(e -> found.put("jar " + e.getName(), ""));
                                    }
                                    URI uri = folder.toURI();
                                    try (FileSystem zip = FileSystems.newFileSystem(uri, Map.of());
                                            Stream<Path> paths = Files.walk(Path.of(uri))) {
                                        paths.forEach(p -> found.put("path " + p, ""));
                                    }
                                    Path own = Path.of(Scans.class.getProtectionDomain()
                                            .getCodeSource().getLocation().toURI());
                                    found.put("file", Files.isRegularFile(own) + "");
                                    found.put("slash", "" + (null != Scans.class.getResource("/conf/")));
                                    found.put("implied", "" + (null != Scans.class.getResource("/lib")));
                                    found.put("root", "" + Scans.class.getClassLoader().getResource(""));
                                    return found;
                                    """),
                            source(
                                    "Looks",
                                    """
                                    Package p = Looks.class.getPackage();
                                    List<String> names = new ArrayList<>();
                                    for (Plugin plugin : ServiceLoader.load(Plugin.class)) {
                                        names.add(plugin.name());
                                    }
                                    return Map.of(
                                            "version", p.getImplementationVersion() + "",
                                            "title", p.getSpecificationTitle() + "",
                                            "sealed", p.isSealed() + "",
                                            "defined", "" + (p == Looks.class.getClassLoader()
                                                    .getDefinedPackage("lib")),
                                            "signers", "" + (Looks.class.getSigners() == null),
                                            "release", new Plain().says(),
                                            "resource", text(Looks.class.getResource("/conf/r.txt")),
                                            "reread", text(new URL(
                                                    Looks.class.getResource("/conf/r.txt").toString())),
                                            "services", names + "");
                                    """))
                    .file(
                            LIB,
                            "META-INF/MANIFEST.MF",
                            """
                            Manifest-Version: 1.0
                            Multi-Release: true
                            Implementation-Version: 4.2
                            Specification-Title: The Lib
                            Sealed: true

                            Name: lib/Plain.class
                            SHA-256-Digest: bm90IHRoZSBkaWdlc3Q=

                            """)
                    .file(LIB, "META-INF/LIB.SF", "Signature-Version: 1.0\r\n\r\n")
                    .file(LIB, "META-INF/LIB.RSA", "no signature")
                    .file(LIB, "META-INF/services/lib.Plugin", "lib.One\n")
                    .file(LIB, "conf/a b.txt", "spaced")
                    .file(LIB, "conf/b.txt", "beside")
                    .file(LIB, "top.txt", "on top")
                    .file(LIB, "conf/r.txt", "base")
                    .file(LIB, "META-INF/versions/8/conf/r.txt", "too old")
                    .file(LIB, "META-INF/versions/21/conf/r.txt", "twenty-one")
                    .file(LIB, "META-INF/versions/99/conf/r.txt", "too new")
                    .file(LIB, "META-INF/versions/21/META-INF/services/lib.Plugin", "lib.None\n");

    private static final TestApp APP =
            LIBRARY.module(
                            "web",
                            List.of(),
                            List.of(LIB),
                            "package w; public class Two implements lib.Plugin {"
                                    + " public String name() { return \"two\"; } }")
                    .file("web", "META-INF/services/lib.Plugin", "w.Two\n");

    private static String source(String name, String body) {
        return "package lib; import java.io.*; import java.net.*; import java.nio.file.*;"
                + "import java.util.*; import java.util.stream.*;"
                + "public class "
                + name
                + " implements java.util.concurrent.Callable<Map<String, String>> {"
                + " static String text(URL url) throws IOException {"
                + "   try (InputStream in = url.openStream()) {"
                + "     return new String(in.readAllBytes(), \"UTF-8\"); } }"
                + " public Map<String, String> call() throws Exception {"
                + body
                + "}}";
    }

    @TempDir private Path home;
    private Optional<JarShelf> shelf = Optional.empty();

    @AfterEach
    void close() {
        shelf.ifPresent(JarShelf::close);
    }

    private ModuleLoader web(JarCache cache) throws IOException {
        byte[] lib = APP.artefact().libraries().getFirst().jar();
        return new ModuleLoader(
                "web@1",
                new Boundary(Set.of()),
                List.of(cache.read("web", APP.jar("web")), cache.read("lib", lib)),
                List.of());
    }

    private ModuleLoader web() throws IOException {
        shelf = Optional.of(new JarShelf(Optional.of(home)));
        return web(new JarCache(shelf.get()));
    }

    @SuppressWarnings("unchecked") // the module's class is written so
    private static Map<String, String> run(ModuleLoader loader, String name) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Object made = loader.loadClass(name).getConstructor().newInstance();
            return ((Callable<Map<String, String>>) made).call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void anAddressReadAnewOpensTheSame() throws Exception {
        Map<String, String> seen = run(web(), "lib.Reparses");
        assertThat(seen)
                .containsEntry("bound", "spaced")
                .containsEntry("again", "spaced")
                .containsEntry("third", "spaced")
                .containsEntry("length", "6/6")
                .containsEntry("modified", "true")
                .containsEntry("type", "text/plain")
                .containsEntry("relative", "beside")
                .containsEntry("absolute", "on top")
                .containsEntry("same", "true");
    }

    @Test
    void aLibraryWalksItsOwnJarAsAJarFileAndAsAPath() throws Exception {
        Map<String, String> seen = run(web(), "lib.Scans");
        assertThat(seen)
                .containsKeys("jar conf/a b.txt", "jar conf/b.txt", "path /conf/b.txt")
                .containsEntry("file", "true")
                .containsEntry("slash", "true")
                .containsEntry("implied", "true")
                .containsEntry("root", "null");
    }

    @Test
    void manifestVersionsServicesAndSignaturesAreAsOnAClassPath() throws Exception {
        Map<String, String> seen = run(web(), "lib.Looks");
        assertThat(seen)
                .containsEntry("version", "4.2")
                .containsEntry("title", "The Lib")
                .containsEntry("sealed", "true")
                .containsEntry("defined", "true")
                .containsEntry("signers", "true")
                .containsEntry("release", "base")
                .containsEntry("resource", "twenty-one")
                .containsEntry("reread", "twenty-one")
                .containsEntry("services", "[two, one]");
    }

    @Test
    void everyJarHasItsOwnCodeSourceAndManifest() throws Exception {
        ModuleLoader loader = web();
        URL web = location(loader.loadClass("w.Two"));
        URL lib = location(loader.loadClass("lib.Plain"));
        assertThat(web).isNotEqualTo(lib);
        assertThat(Files.readAllBytes(Path.of(web.toURI()))).isEqualTo(APP.jar("web"));
        assertThat(loader.loadClass("w.Two").getPackage().getImplementationVersion()).isNull();
        assertThat(resource(loader, "META-INF/MANIFEST.MF").toExternalForm())
                .isEqualTo("jar:" + lib + "!/META-INF/MANIFEST.MF");
    }

    private static URL resource(ModuleLoader loader, String name) {
        return java.util.Objects.requireNonNull(loader.getResource(name), name);
    }

    private static URL location(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    @Test
    void aJarWithoutAFileReadsFromMemoryAndSaysThatThereIsNoFile() throws Exception {
        ModuleLoader loader = web(new JarCache());
        URL url = resource(loader, "conf/b.txt");
        assertThat(url.openStream()).hasContent("beside");
        java.net.JarURLConnection connection = (java.net.JarURLConnection) url.openConnection();
        assertThatThrownBy(connection::getJarFile)
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("in memory only");
    }

    @Test
    void anEntryThatIsNotThereIsNotFound() throws Exception {
        URL url = resource(web(), "conf/b.txt");
        URL none = relative(url, "none.txt");
        assertThatThrownBy(none::openStream)
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("conf/none.txt is not in file:");
    }

    @SuppressWarnings("deprecation") // what libraries do
    private static URL relative(URL context, String relative) throws IOException {
        return new URL(context, relative);
    }

    @Test
    void theShelfDeletesItsFilesAndWhatDeadProcessesLeft() throws Exception {
        Path left = Files.createDirectories(home.resolve("jars/999999999-left"));
        Files.writeString(left.resolve("old.jar"), "x");
        Path others = Files.createDirectories(home.resolve("jars/not-ours"));
        web();
        assertThat(left).doesNotExist();
        assertThat(others).exists();
        assertThat(files()).hasSize(2).allMatch(name -> name.endsWith(".jar"));
        shelf.orElseThrow().close();
        assertThat(files()).isEmpty();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(Files::isRegularFile).map(Path::toString).toList();
        }
    }

    @Test
    void aHomeThatCannotBeWrittenCostsTheFilesOnly() throws Exception {
        Path file = Files.writeString(home.resolve("file"), "no folder");
        try (JarShelf useless = new JarShelf(Optional.of(file))) {
            ModuleLoader loader = web(new JarCache(useless));
            assertThat(loader.getResourceAsStream("conf/b.txt")).hasContent("beside");
        }
    }
}
