package dev.midstream.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is refused before anything runs of it. One host serves version 1 under load from the first
 * test to the last; each test leaves it as it was.
 */
class RefusalsIT {

    @TempDir private static Path shared;

    private static LoadedHost host;

    @TempDir private Path temp;

    @BeforeAll
    static void servesUnderLoad() {
        host = LoadedHost.serving(shared);
    }

    @AfterAll
    static void lostNothing() {
        host.close();
    }

    @AfterEach
    void theOldGenerationServes() {
        host.servesAsBefore();
    }

    private CliResult refused(String overlay) {
        return host.refuses(overlay, temp.resolve("app"));
    }

    @Test
    void syntaxErrorNamesFileAndLine() {
        refused("syntax-error").naming("ListedPrices.java:12", "';' expected");
    }

    @Test
    void classOfAnUndeclaredLibraryNamesFileAndLine() {
        refused("missing-class").naming("ListedPrices.java:3", "org.apache.commons.codec");
    }

    @Test
    void dependencyThatNoRepositoryHasIsNamed() {
        refused("unresolvable-dependency")
                .naming("com.example.nowhere", "no-such-library", "9.9.9");
    }

    @Test
    void missingServiceIsNamedWithWhoNeedsIt() {
        refused("missing-service").naming("web", "Tax");
    }

    @Test
    void ambiguousServiceIsNamedWithBothProviders() {
        refused("ambiguous-service").naming("Pricing", "pricing", "discount");
    }

    @Test
    void cyclicServicesAreNamed() {
        refused("cyclic-service").naming("pricing", "web");
    }

    @Test
    void removedModuleWhoseServiceOthersNeedIsNamed() {
        refused("pricing-removed").naming("web", "Pricing");
    }

    @Test
    void removedModuleWhoseClassesOthersNeedIsNamed() {
        refused("contract-removed").naming("contract");
    }

    @Test
    void moduleThatIsThereTwiceIsNamed() {
        refused("module-twice").naming("pricing", "pricing-again");
    }

    @Test
    void artefactWithOneWrongByteIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(host.artefact());
        bytes[bytes.length / 2] ^= 1;
        Path corrupt = Files.write(temp.resolve("corrupt.msa"), bytes);
        host.cli("upgrade", corrupt).refused();
    }

    /** A sound zip of sound jars, so that nothing but the recorded digest can tell. */
    @Test
    void artefactWithAnotherVersionsModuleInItIsRefused() throws IOException {
        AppTree other = AppTree.shop(temp.resolve("v2")).overlay("v2");
        Path forged =
                ForgedArtefact.of(
                        host.artefact(),
                        other.build(temp.resolve("v2.msa")),
                        "pricing.jar",
                        temp.resolve("forged.msa"));
        host.cli("upgrade", forged).refused().naming("pricing");
    }

    @Test
    void truncatedArtefactIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(host.artefact());
        Path truncated =
                Files.write(
                        temp.resolve("truncated.msa"), Arrays.copyOf(bytes, bytes.length * 2 / 3));
        host.cli("upgrade", truncated).refused();
    }

    @Test
    void emptyFileIsRefused() throws IOException {
        host.cli("upgrade", Files.createFile(temp.resolve("empty.msa"))).refused();
    }

    @Test
    void fileThatIsNoArtefactIsRefused() throws IOException {
        byte[] noise = new byte[10_000];
        new Random(7).nextBytes(noise);
        host.cli("upgrade", Files.write(temp.resolve("noise.msa"), noise)).refused();
    }

    @Test
    void pathThatDoesNotExistIsNamed() {
        host.cli("upgrade", temp.resolve("nowhere")).refused().naming("nowhere");
    }

    @Test
    void emptyFolderIsRefused() throws IOException {
        host.cli("upgrade", Files.createDirectory(temp.resolve("nothing"))).refused();
    }

    @Test
    void appWithoutModulesIsRefused() {
        refused("no-modules");
    }

    @Test
    void checkRefusesAsUpgradeDoes() {
        AppTree tree = AppTree.shop(temp.resolve("app")).overlay("missing-service");
        host.cli("check", tree.folder()).refused().naming("web", "Tax");
    }
}
