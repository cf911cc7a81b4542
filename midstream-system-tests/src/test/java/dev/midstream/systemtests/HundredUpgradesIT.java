package dev.midstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hundred upgrades in a row of a loaded host.
 *
 * <p>Every tenth is made from sources edited in mid-load, with a version number never seen before.
 * The others take turns among {@value #ARTEFACTS} artefacts that were built before from different
 * sources, since a build per upgrade would measure the compiler: each still defines new classes in
 * new loaders, and none is a release that is current or previous at that time.
 */
@Order(1)
class HundredUpgradesIT {

    private static final int UPGRADES = 100;
    private static final int ARTEFACTS = 10;
    private static final int SETTLED = 20;

    /** What a leak of anything per upgrade exceeds by far, and a JIT's leisure does not. */
    private static final int SPARE_THREADS = 5;

    private static final int SPARE_METASPACE_KIB = 4 * 1024;

    @TempDir private Path temp;

    @Test
    @Timeout(600)
    void underLoadLoseNothingAndLeaveNothing() {
        AppTree tree = AppTree.shop(temp.resolve("app"));
        List<Path> artefacts = artefacts(tree);
        try (TestHost host = TestHost.run(artefacts.get(0), temp.resolve("home"), "-Xmx256m")) {
            Oracle oracle = new Oracle(1);
            LoadReport report;
            HostProbe settled = HostProbe.of(host.pid());
            try (StampingClient load =
                    StampingClient.start(oracle, host.port(), 6, Duration.ofMillis(4))) {
                for (int i = 1; i <= UPGRADES; i++) {
                    int version = i % 10 == 0 ? 1_000 + i : 1 + i % ARTEFACTS;
                    Path next =
                            i % 10 == 0
                                    ? tree.version(version).folder()
                                    : artefacts.get(version - 1);
                    upgrade(host, oracle, next, version, i);
                    load.more(20);
                    if (i == SETTLED) {
                        settled = afterCollection(host);
                    }
                }
                report = load.stop();
            }
            report.flawless();
            assertThat(report.answersByVersion()).hasSize(2 * ARTEFACTS);
            flat(settled, afterCollection(host));
        }
    }

    private List<Path> artefacts(AppTree tree) {
        List<Path> artefacts = new ArrayList<>();
        for (int version = 1; version <= ARTEFACTS; version++) {
            artefacts.add(tree.version(version).build(temp.resolve("v" + version + ".msa")));
        }
        return artefacts;
    }

    private static void upgrade(TestHost host, Oracle oracle, Path next, int version, int i) {
        oracle.mayServe(version);
        CliResult upgraded = host.cli("upgrade", next).done();
        oracle.onlyServes(version);
        assertThat(upgraded.number("from")).isEqualTo(i);
        assertThat(upgraded.number("to")).isEqualTo(i + 1);
        if (i % 10 == 0) {
            assertThat(host.loaded())
                    .as("loaded after upgrade %s", i)
                    .extracting(TestHost.LoadedGeneration::number)
                    .containsExactlyInAnyOrder(i, i + 1);
        }
    }

    /** Measures when everything but the current and the previous generation is collected. */
    private static HostProbe afterCollection(TestHost host) {
        Leaks.none(host);
        return HostProbe.of(host.pid());
    }

    private static void flat(HostProbe before, HostProbe after) {
        String both = "before:\n" + before.text() + "\nafter:\n" + after.text();
        assertThat(after.loaders()).as(() -> "loaders; " + both).isEqualTo(before.loaders());
        assertThat(after.threads())
                .as(() -> "threads; " + both)
                .isLessThanOrEqualTo(before.threads() + SPARE_THREADS);
        assertThat(after.metaspaceKib())
                .as("metaspace in KiB, %s before", before.metaspaceKib())
                .isLessThanOrEqualTo(before.metaspaceKib() + SPARE_METASPACE_KIB);
    }
}
