package dev.midstream.systemtests;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is refused because a module's own code throws or hangs before the cutover. One host with a
 * short deadline serves version 1 under load from the first test to the last.
 */
class LifecycleRefusalsIT {

    @TempDir private static Path shared;

    private static LoadedHost host;

    @TempDir private Path temp;

    @BeforeAll
    static void servesUnderLoad() {
        host = LoadedHost.serving(shared, "-Dmidstream.lifecycle.deadline.millis=2000");
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

    @ParameterizedTest
    @ValueSource(strings = {"constructor", "configure", "start"})
    void whatThrowsIsNamedWithItsMessage(String what) {
        refused(what + "-throws").naming("pricing", what + " refuses: the price list is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"constructor", "configure", "start"})
    void whatHangsIsNamedAtItsDeadline(String what) {
        refused(what + "-hangs").naming("pricing", what);
    }

    @Test
    void whatWasRefusedIsCollected() {
        refused("start-throws");
        Leaks.none(host.host());
    }

    @Test
    void whatIsCorrectedPasses() {
        refused("start-throws");
        AppTree corrected = AppTree.shop(temp.resolve("corrected")).overlay("v2");
        host.cli("check", corrected.folder()).done();
    }
}
