package dev.midstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Kinds of change, each from edited sources on a host under load. No request fails, whatever
 * changes; a path that one of the two versions does not know is asked for by the test only.
 */
@Order(2)
class ChangesIT {

    @TempDir private Path temp;

    private AppTree tree;
    private TestHost host;
    private Oracle oracle;
    private StampingClient load;

    @BeforeEach
    void servesVersionOne() {
        tree = AppTree.shop(temp.resolve("app"));
        host = TestHost.run(BuiltShop.v1(), temp.resolve("home"));
        oracle = new Oracle(1);
        load = StampingClient.start(oracle, host.port(), 2, Duration.ofMillis(10));
    }

    @AfterEach
    void lostNothing() {
        try (TestHost ending = host) {
            load.more(10);
            load.stop().flawless();
            assertThat(ending.isAlive()).as(ending::log).isTrue();
        }
    }

    private CliResult upgraded() {
        return host.cli("upgrade", tree.folder()).done();
    }

    private void serves(int version) {
        oracle.onlyServes(version);
        host.serves(version);
    }

    @Test
    void editedSourceIsServed() {
        oracle.mayServe(2);
        tree.overlay("v2");
        CliResult upgraded = upgraded();
        assertThat(upgraded.number("from")).isEqualTo(1);
        assertThat(upgraded.number("to")).isEqualTo(2);
        assertThat(upgraded.text("release")).matches("[0-9a-f]{12}");
        assertThat(upgraded.text("reversibility")).isNotBlank();
        assertThat(
                        upgraded.json()
                                .path("stages")
                                .valueStream()
                                .map(stage -> CliResult.field(stage, "name")))
                .containsSubsequence("build", "verify", "load", "cutover", "drain");
        serves(2);
        assertThat(host.cli("history").done().stdout()).contains(upgraded.text("release"));
    }

    @Test
    void addedModuleServesAndRemovedModuleDoesNot() {
        tree.overlay("module-added");
        upgraded();
        assertThat(host.get("/greeting").body()).isEqualTo("welcome to v1");
        serves(1);

        AppTree without = AppTree.shop(temp.resolve("without"));
        host.cli("upgrade", without.folder()).done();
        assertThat(host.get("/greeting").status()).isEqualTo(404);
        serves(1);
    }

    @Test
    void interfaceMethodIsAddedAndRemovedAcrossContractAndBothSides() {
        tree.overlay("method-added");
        upgraded();
        assertThat(host.get("/discount/abcd").body()).isEqualTo("4%");
        serves(1);

        AppTree without = AppTree.shop(temp.resolve("without"));
        host.cli("upgrade", without.folder()).done();
        assertThat(host.get("/discount/abcd").status()).isEqualTo(404);
        serves(1);
    }

    @Test
    void changedVersionOfDependencyIsUsed() {
        tree.overlay("codec-old");
        upgraded();
        assertThat(host.get("/codec").body()).isEqualTo("1.15;blake3=false");
        tree.overlay("codec-new");
        upgraded();
        assertThat(host.get("/codec").body()).isEqualTo("1.17.1;blake3=true");
        serves(1);
    }

    @Test
    void unchangedSourcesAreSaidToBeUnchanged() {
        CliResult upgraded = host.cli("upgrade", tree.folder()).unchanged();
        assertThat(upgraded.text("message")).isNotBlank();
        assertThat(host.generation()).isEqualTo(1);
        assertThat(host.loaded()).hasSize(1);
        serves(1);
    }

    @Test
    void touchedButEqualSourcesAreUnchanged() {
        tree.version(1);
        host.cli("upgrade", tree.folder()).unchanged();
        AppTree elsewhere = AppTree.shop(temp.resolve("elsewhere"));
        host.cli("upgrade", elsewhere.folder()).unchanged();
        assertThat(host.generation()).isEqualTo(1);
    }

    @Test
    void modulesBelowTheChangeKeepTheirInstance() {
        tree.overlay("web-only");
        upgraded();
        serves(1);
        assertThat(since("web")).isEqualTo(2);
        assertThat(since("pricing")).isEqualTo(1);
        assertThat(since("contract")).isEqualTo(1);
    }

    private int since(String module) {
        for (JsonNode node : host.status().json().path("modules")) {
            if (CliResult.field(node, "name").equals(module)) {
                return node.path("since").asInt();
            }
        }
        throw new AssertionError("no module " + module + " in " + host.status());
    }

    @Test
    void strictRefusesWhatIsOnlyWarnedOfOtherwise() {
        tree.overlay("v2")
                .edit(
                        "web/src/main/java/shop/web/WebModule.java",
                        "VERSION = 2;",
                        "VERSION = 2; static void tick() { new Thread(() -> {}).start(); }");
        CliResult warned = host.cli("check", tree.folder()).done();
        assertThat(warned.findings())
                .anySatisfy(finding -> {
                    assertThat(CliResult.field(finding, "code")).isEqualTo("MS-LINT-001");
                    assertThat(CliResult.field(finding, "severity")).isEqualTo("warning");
                    assertThat(CliResult.field(finding, "subject")).isEqualTo("web");
                    assertThat(CliResult.field(finding, "remedy")).isNotBlank();
                });
        for (String verb : new String[] {"check", "upgrade"}) {
            CliResult refused = host.cli(verb, tree.folder(), "--strict").refused();
            assertThat(refused.text("code")).isEqualTo("MS-UPGRADE-005");
            refused.naming("1 warning", "MS-LINT-001").naming("starts threads");
        }
        serves(1);
    }

    @Test
    void checkTouchesNothing() {
        tree.overlay("v2");
        CliResult checked = host.cli("check", tree.folder()).done();
        assertThat(checked.json().path("closure").path("reloads").valueStream())
                .extracting(reload -> CliResult.field(reload, "module"))
                .contains("pricing", "web");
        assertThat(checked.json().path("closure").path("classes").asInt()).isPositive();
        try (Child forPeople =
                Child.start(
                        temp,
                        "",
                        List.of(
                                "check",
                                tree.folder().toString(),
                                "--verbose",
                                "--home",
                                host.home().toString()))) {
            assertThat(forPeople.end(Cli.DEADLINE).stdout())
                    .containsPattern("reloads pricing: .+, \\d+ classes")
                    .containsPattern("reloads web: .+, \\d+ classes");
        }
        assertThat(host.generation()).isEqualTo(1);
        assertThat(host.loaded()).hasSize(1);
        serves(1);
        Leaks.none(host);
    }
}
