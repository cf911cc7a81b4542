package dev.midstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A host that serves version 1 of the shop, from an artefact, under a light load for as long as a
 * class of tests refuses one thing after the other.
 */
final class LoadedHost implements AutoCloseable {

    private final Path artefact;
    private final TestHost host;
    private final Oracle oracle = new Oracle(1);
    private final StampingClient load;

    private LoadedHost(Path artefact, TestHost host) {
        this.artefact = artefact;
        this.host = host;
        this.load = StampingClient.start(oracle, host.port(), 2, Duration.ofMillis(10));
    }

    static LoadedHost serving(Path folder, String... javaOptions) {
        Path artefact = BuiltShop.v1();
        return new LoadedHost(
                artefact, TestHost.run(artefact, folder.resolve("home"), javaOptions));
    }

    Path artefact() {
        return artefact;
    }

    TestHost host() {
        return host;
    }

    CliResult cli(Object... arguments) {
        return host.cli(arguments);
    }

    /** Upgrades to the shop with an overlay, made in a folder of its own; fails unless refused. */
    CliResult refuses(String overlay, Path folder) {
        return cli("upgrade", AppTree.shop(folder).overlay(overlay).folder()).refused();
    }

    /** Fails unless the first generation serves alone, and has answered every request so far. */
    void servesAsBefore() {
        load.more(10);
        host.serves(1);
        CliResult status = host.status();
        assertThat(status.number("generation")).isEqualTo(1);
        assertThat(TestHost.loaded(status))
                .extracting(TestHost.LoadedGeneration::number)
                .containsExactly(1);
        oracle.report().flawless();
    }

    @Override
    public void close() {
        try (TestHost ending = host) {
            load.stop().flawless();
            assertThat(ending.isAlive()).as(ending::log).isTrue();
        }
    }
}
