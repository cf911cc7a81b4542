package dev.midstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The artefact: equal bytes from equal sources, and the same release by either way. */
class ArtefactIT {

    @TempDir private Path temp;

    @Test
    void equalSourcesGiveEqualBytesInAnyFolder() throws IOException {
        Path one = AppTree.shop(temp.resolve("one")).build(temp.resolve("one.msa"));
        Path again = temp.resolve("again.msa");
        Cli.run("build", temp.resolve("one"), "-o", again).done();
        Path other = AppTree.shop(temp.resolve("deep/er/two")).build(temp.resolve("two.msa"));
        assertThat(again).hasSameBinaryContentAs(one);
        assertThat(other).hasSameBinaryContentAs(one);
    }

    @Test
    void upgradeFromFileRunsTheReleaseThatUpgradeFromSourcesRuns() throws IOException {
        Path v1 = AppTree.shop(temp.resolve("app")).build(temp.resolve("v1.msa"));
        AppTree edited = AppTree.shop(temp.resolve("edited")).overlay("v2");
        Path v2 = edited.build(temp.resolve("v2.msa"));
        String release = release(v2);
        try (TestHost host = TestHost.run(v1, temp.resolve("home"))) {
            assertThat(host.status().text("release")).isEqualTo(release(v1));
            assertThat(host.cli("upgrade", v2).done().text("release")).isEqualTo(release);
            host.serves(2);
            host.cli("upgrade", edited.folder()).unchanged();
            assertThat(host.status().text("release")).isEqualTo(release);
        }
    }

    @Test
    void buildOfBrokenSourcesLeavesNoFile() {
        AppTree tree = AppTree.shop(temp.resolve("app")).overlay("syntax-error");
        Path artefact = temp.resolve("broken.msa");
        CliResult built = Cli.run("build", tree.folder(), "-o", artefact);
        assertThat(built.exit()).as(built::toString).isEqualTo(1);
        built.naming("ListedPrices.java:12");
        assertThat(artefact).doesNotExist();
    }

    /** A release's name: the first 12 hexadecimal digits of the file's SHA-256. */
    private static String release(Path file) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest).substring(0, 12);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JDK has SHA-256", impossible);
        }
    }
}
