package dev.midstream.build.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.midstream.build.project.JavacSettings;
import dev.midstream.build.project.ResourceFolder;
import dev.midstream.runtime.finding.Refused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class JarsTest {

    @Test
    void emptyJarHasTheLengthOfAnEmptyZip() {
        assertThat(Jars.write(new TreeMap<>())).hasSize(Jars.EMPTY_BYTES);
    }

    @Test
    void anotherToolsJarLosesTimeOrderSignatureAndDescription() throws Exception {
        byte[] one = zip(1_000_000_000_000L, "b.txt", "a/A.class", "META-INF/maven/g/a/pom.xml");
        byte[] two =
                zip(
                        1_500_000_000_000L,
                        "META-INF/MANIFEST.MF",
                        "META-INF/X.SF",
                        "a/A.class",
                        "b.txt",
                        "module-info.class");

        assertThat(Jars.normalise(one)).isEqualTo(Jars.normalise(two));
        assertThat(Jars.read(Jars.normalise(two)).keySet()).containsExactly("a/A.class", "b.txt");
    }

    @Test
    void rubbishIsNoJar() {
        assertThatThrownBy(() -> Jars.read(new byte[] {1, 2, 3}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("3 bytes");
    }

    @Test
    void aJvmWithoutCompilerIsNamed() {
        assertThatThrownBy(() -> Javac.open(null))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("MS-BUILD-011")
                .hasMessageContaining("jdk.compiler");
    }

    @Test
    void releaseOfTheRunningJdkIsNotPassedOn() {
        String running = String.valueOf(Runtime.version().feature());

        assertThat(Javac.withoutRedundantRelease(List.of("-g", "--release", running, "-x")))
                .containsExactly("-g", "-x");
        assertThat(Javac.withoutRedundantRelease(List.of("--release", "21")))
                .containsExactly("--release", "21");
        assertThat(JavacSettings.plain().showsWarnings()).isFalse();
    }

    @Test
    void knownNamesAreFilteredAndAllOtherBytesPass() {
        ResourceFolder folder =
                new ResourceFolder(
                        Path.of("r"), "", List.of(), List.of(), Map.of("version", "1.ü", "n", "5"));
        byte[] latin = "é ${version} @n@ ${other} $n a@b".getBytes(StandardCharsets.ISO_8859_1);

        byte[] filtered = ResourceFilter.apply("x.txt", latin, folder);

        assertThat(new String(filtered, StandardCharsets.ISO_8859_1))
                .isEqualTo("é 1.Ã¼ 5 ${other} $n a@b");
        assertThat(ResourceFilter.apply("x.PNG", latin, folder)).isEqualTo(latin);
    }

    private static byte[] zip(long time, String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                ZipEntry entry = new ZipEntry(name);
                entry.setTime(time);
                zip.putNextEntry(entry);
                zip.write(
                        name.endsWith(".MF")
                                ? "Manifest-Version: 1.0\r\n\r\n".getBytes(StandardCharsets.UTF_8)
                                : name.getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
