package dev.midstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One upgrade at a time, and an upgrade whose client goes away before the cutover.
 *
 * <p>The new release's {@code start} says that it was entered and waits until it may go on, so that
 * the first upgrade stands still before its cutover for as long as a test needs.
 */
class ConcurrentUpgradesIT {

    private static final Duration FREE_AGAIN = Duration.ofMinutes(1);

    @TempDir private Path temp;

    private Path gate;
    private Path v2;
    private Path held;
    private TestHost host;

    @BeforeEach
    void servesVersionOne() throws IOException {
        gate = Files.createDirectory(temp.resolve("gate"));
        v2 = AppTree.shop(temp.resolve("v2")).overlay("v2").folder();
        held = AppTree.shop(temp.resolve("held")).overlay("start-held").folder();
        host =
                TestHost.run(
                        BuiltShop.v1(),
                        temp.resolve("home"),
                        "-Dshop.gate=" + gate,
                        "-Dmidstream.lifecycle.deadline.millis=60000");
    }

    @AfterEach
    void ends() {
        host.close();
    }

    /** Starts the upgrade that stands still, and waits until it does. */
    private Child standing() {
        Child upgrade = host.start("upgrade", held);
        Await.until(
                "start of the new release",
                Cli.DEADLINE,
                () -> Files.exists(gate.resolve("entered")),
                upgrade::output);
        return upgrade;
    }

    @Test
    void secondUpgradeIsRefusedNamingTheFirst() throws IOException {
        try (Child first = standing()) {
            host.cli("upgrade", v2).refused().naming(Long.toString(first.pid()));
            host.cli("check", v2).refused();
            host.cli("rollback").refused();
            host.serves(1);
            assertThat(host.generation()).isEqualTo(1);

            Files.createFile(gate.resolve("go"));
            assertThat(first.end(Cli.DEADLINE).done().number("to")).isEqualTo(2);
            host.serves(2);
        }
    }

    @Test
    void killedClientBeforeTheCutoverChangesNothingAndFreesTheHost() {
        try (Child first = standing()) {
            first.signal("KILL");
            assertThat(first.end(Cli.DEADLINE).exit()).isNotZero();
        }
        becomesFree();
    }

    @Test
    void interruptedClientBeforeTheCutoverChangesNothingAndFreesTheHost() {
        try (Child first = standing()) {
            first.signal("INT");
            assertThat(first.end(Cli.DEADLINE).exit()).isNotZero();
        }
        becomesFree();
    }

    @Test
    void interruptedClientDuringItsBuildChangesNothingAndFreesTheHost() throws IOException {
        Path large = large(AppTree.shop(temp.resolve("large")).overlay("v2"));
        try (Child first = host.start("upgrade", large)) {
            Await.until(
                    "a build that holds the lease",
                    Cli.DEADLINE,
                    () -> !CliResult.field(host.status().json(), "lease").isEmpty(),
                    first::output);
            first.signal("INT");
            CliResult ended = first.end(Cli.DEADLINE);
            assertThat(ended.exit()).as(ended::toString).isNotZero();
        }
        becomesFree();
    }

    /** The old generation serves alone, and another upgrade is let in. */
    private void becomesFree() {
        host.serves(1);
        assertThat(host.generation()).isEqualTo(1);
        Await.until(
                "an upgrade that is let in",
                FREE_AGAIN,
                () -> {
                    CliResult second = host.cli("upgrade", v2);
                    return second.exit() == 0 ? Optional.of(second.done()) : Optional.empty();
                },
                host::log);
        host.serves(2);
        Leaks.none(host);
    }

    /** An app whose build takes seconds: one more module with many classes. */
    private static Path large(AppTree tree) throws IOException {
        Path sources = tree.folder().resolve("contract/src/main/java/shop/contract/many");
        Files.createDirectories(sources);
        for (int i = 0; i < 1_500; i++) {
            Files.writeString(
                    sources.resolve("Many" + i + ".java"),
                    """
                    package shop.contract.many;

                    import java.util.List;
                    import java.util.stream.Collectors;

                    public record Many%1$d(List<String> names, long count) {
                        public String joined() {
                            return names.stream()
                                    .filter(name -> name.length() > %1$d)
                                    .map(name -> name + count)
                                    .collect(Collectors.joining(", "));
                        }

                        public sealed interface Part permits One, Two {}

                        public record One(int a) implements Part {}

                        public record Two(long b) implements Part {}

                        public static long of(Part part) {
                            return switch (part) {
                                case One(int a) -> a;
                                case Two(long b) -> b;
                            };
                        }
                    }
                    """
                            .formatted(i));
        }
        return tree.folder();
    }
}
