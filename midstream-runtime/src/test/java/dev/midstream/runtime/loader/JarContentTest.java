package dev.midstream.runtime.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.midstream.runtime.Jars;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JarContentTest {

    private static JarContent jar(String... pathsAndTexts) throws IOException {
        Map<String, byte[]> entries = new HashMap<>();
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            entries.put(pathsAndTexts[i], bytes(pathsAndTexts[i + 1]));
        }
        return JarContent.read(Jars.of(entries));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(JarContent jar, String path) {
        return new String(jar.entry(path).orElseThrow(), StandardCharsets.UTF_8);
    }

    private static final String MULTI = "Manifest-Version: 1.0\r\nMulti-Release: true\r\n\r\n";
    private static final String SINGLE = "Manifest-Version: 1.0\r\n\r\n";

    @Test
    void entriesAreReadByName() throws IOException {
        JarContent jar = jar("a/B.class", "b", "c.txt", "c");
        assertThat(jar.names()).containsExactlyInAnyOrder("a/B.class", "c.txt");
        assertThat(text(jar, "c.txt")).isEqualTo("c");
        assertThat(jar.entry("none")).isEmpty();
        assertThat(jar.manifest()).isEmpty();
    }

    @Test
    void onlyClassesThatALoaderDefinesCount() throws IOException {
        JarContent jar =
                jar(
                        "META-INF/MANIFEST.MF",
                        SINGLE,
                        "module-info.class",
                        "m",
                        "META-INF/versions/21/a/B.class",
                        "v",
                        "a/B.class",
                        "b",
                        "a/b.txt",
                        "t");
        assertThat(jar.classes()).containsOnlyKeys("a/B.class");
    }

    @Test
    void aMultiReleaseJarShowsTheNewestVersionThatThisJdkMayUse() throws IOException {
        int next = Runtime.version().feature() + 1;
        JarContent jar =
                jar(
                        "META-INF/MANIFEST.MF",
                        MULTI,
                        "a.txt",
                        "base",
                        "META-INF/versions/9/a.txt",
                        "nine",
                        "META-INF/versions/21/a.txt",
                        "twenty-one",
                        "META-INF/versions/" + next + "/a.txt",
                        "next",
                        "META-INF/versions/9/only.txt",
                        "only nine");
        assertThat(text(jar, "a.txt")).isEqualTo("twenty-one");
        assertThat(text(jar, "only.txt")).isEqualTo("only nine");
        assertThat(text(jar, "META-INF/versions/9/a.txt")).isEqualTo("nine");
    }

    @Test
    void aJarThatDoesNotSaySoIsNotMultiRelease() throws IOException {
        JarContent jar =
                jar(
                        "META-INF/MANIFEST.MF",
                        SINGLE,
                        "a.txt",
                        "base",
                        "META-INF/versions/9/a.txt",
                        "nine");
        assertThat(text(jar, "a.txt")).isEqualTo("base");
    }

    @Test
    void foldersThatOnlyLookLikeVersionsAreOrdinary() throws IOException {
        JarContent jar =
                jar(
                        "META-INF/MANIFEST.MF",
                        MULTI,
                        "a.txt",
                        "base",
                        "META-INF/versions/x/a.txt",
                        "x",
                        "META-INF/versions/99999999999/a.txt",
                        "huge",
                        "META-INF/versions/readme",
                        "r",
                        "META-INF/versions//a.txt",
                        "none");
        assertThat(text(jar, "a.txt")).isEqualTo("base");
    }

    @Test
    void theManifestIsKept() throws IOException {
        JarContent jar = jar("META-INF/MANIFEST.MF", MULTI, "a.txt", "a");
        assertThat(jar.manifest().orElseThrow().getMainAttributes().getValue("Multi-Release"))
                .isEqualTo("true");
    }

    @Test
    void aCutJarIsNotReadAsASmallerOne() {
        byte[] noise = new byte[4000];
        new java.util.Random(1).nextBytes(noise);
        byte[] jar = Jars.of(Map.of("a.bin", noise));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> JarContent.read(java.util.Arrays.copyOf(jar, jar.length / 2)));
    }

    @Test
    void bytesThatAreNoZipAreNotReadAsAnEmptyJar() throws IOException {
        for (byte[] noZip : new byte[][] {{}, {1}, bytes("no zip, though of some length")}) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> JarContent.read(noZip))
                    .withMessageContaining(noZip.length + " bytes");
        }
        assertThat(jar().names()).isEmpty();
    }

    @Test
    void theCacheUnpacksEqualJarsOnce() throws IOException {
        JarCache cache = new JarCache();
        byte[] jar = Jars.of(Map.of("a.txt", bytes("a")));
        JarContent first = cache.read("digest", jar);
        assertThat(cache.read("digest", jar.clone())).isSameAs(first);
        assertThat(cache.read("other", jar)).isNotSameAs(first);
    }
}
