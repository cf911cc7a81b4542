package dev.midstream.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.midstream.runtime.SnapshotStatus;
import dev.midstream.runtime.actor.Behaviour;
import dev.midstream.runtime.actor.StoredActor;
import dev.midstream.runtime.finding.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSnapshotsTest {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @TempDir Path folder;

    private final Behaviour carts = Kept.behaviour("cart", new Kept.One.CartActor());

    private static List<StoredActor> some(int count) {
        List<StoredActor> actors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            actors.add(Kept.cart("c" + i, i % 7));
        }
        return actors;
    }

    private void save(Behaviour behaviour, List<StoredActor> actors) throws Exception {
        FileSnapshots store = FileSnapshots.open(folder, DEADLINE);
        try {
            Kept.In old = new Kept.In(behaviour);
            store.restore(old, Kept.APP);
            store.save(new Kept.Out(behaviour, actors, 42), Kept.APP);
            assertThat(store.status().state()).isEqualTo(SnapshotStatus.State.SAVED);
        } finally {
            store.close();
        }
    }

    private Kept.In restore(Behaviour... known) throws Exception {
        FileSnapshots store = FileSnapshots.open(folder, DEADLINE);
        try {
            Kept.In into = new Kept.In(known);
            store.restore(into, Kept.APP);
            return into;
        } finally {
            store.close();
        }
    }

    @Test
    void whatIsSavedIsRestoredWithTimersAndMessages() throws Exception {
        List<StoredActor> actors = some(5_000);
        actors.add(
                new StoredActor("\uD800", null, List.of(), List.of(new Kept.One.Message.View())));
        save(carts, actors);
        Kept.In into = restore(carts);
        assertThat(into.actors).isEqualTo(actors);
        assertThat(into.numbers).isEqualTo(42);
    }

    @Test
    void aFolderWithoutAFileRestoresNothing() throws Exception {
        assertThat(restore(carts).actors).isEmpty();
    }

    @Test
    void aTypeThatTheAppDoesNotKnowStaysInTheFile() throws Exception {
        save(carts, some(1_000));
        Behaviour orders = Kept.behaviour("order", new Kept.One.CartActor());
        assertThat(restore(orders).unknown).isEqualTo(Map.of("cart", 1_000L));
        save(orders, List.of(Kept.cart("o1", 1)));
        save(orders, List.of(Kept.cart("o2", 1)));
        List<String> keys = restore(carts, orders).actors.stream().map(StoredActor::key).toList();
        assertThat(keys).hasSize(1_001).contains("o2", "c0", "c999").doesNotContain("o1");
    }

    @Test
    void anActorThatCannotBeWrittenIsNamedAndAllOthersAreSaved() throws Exception {
        List<StoredActor> actors = some(100);
        actors.add(50, new StoredActor("bad", "no cart", List.of(), List.of()));
        assertThatThrownBy(() -> save(carts, actors))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("MS-SNAPSHOT-011")
                .hasMessageContaining("cart 'bad'");
        assertThat(restore(carts).actors).hasSize(100);
    }

    @Test
    void aSecondProcessIsRefusedWhileTheFirstHasTheFolder() throws Exception {
        FileSnapshots first = FileSnapshots.open(folder, DEADLINE);
        assertThatThrownBy(() -> FileSnapshots.open(folder, DEADLINE))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("MS-SNAPSHOT-002")
                .hasMessageContaining(String.valueOf(ProcessHandle.current().pid()));
        first.close();
        FileSnapshots.open(folder, DEADLINE).close();
    }

    @Test
    void aPlaceThatIsNoFolderIsRefusedAndNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "something else");
        for (Path bad : List.of(file, file.resolve("below"))) {
            assertThatThrownBy(() -> FileSnapshots.open(bad, DEADLINE))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("MS-SNAPSHOT-001")
                    .hasMessageContaining(bad.toString())
                    .hasMessageContaining("--snapshot DIR");
        }
        assertThat(file).hasContent("something else");
    }

    @Test
    void aHostThatEndsWithoutSavingIsSaidToTheNextOneOnly() throws Exception {
        save(carts, some(3));
        assertThat(warnings(() -> restore(carts))).isEmpty(); // which closes, and does not save
        assertThat(warnings(() -> restore(carts)))
                .singleElement()
                .asString()
                .contains("MS-SNAPSHOT-010", "ended without saving", "SIGTERM");
        save(carts, some(4));
        assertThat(warnings(() -> restore(carts))).isEmpty();
    }

    private interface Work {
        void run() throws Exception;
    }

    /** What is logged as a warning meanwhile. */
    private static List<String> warnings(Work work) throws Exception {
        List<String> seen = new ArrayList<>();
        Handler handler =
                new Handler() {
                    @Override
                    public void publish(LogRecord line) {
                        if (line.getLevel().equals(Level.WARNING)) {
                            seen.add(line.getMessage());
                        }
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        Logger log = Logger.getLogger(FileSnapshots.class.getName());
        log.addHandler(handler);
        try {
            work.run();
        } finally {
            log.removeHandler(handler);
        }
        return seen;
    }

    @Test
    void everyDamageIsRefusedAndTheFileIsLeftAlone() throws Exception {
        save(carts, some(50));
        Path file = folder.resolve("actors.cbor");
        byte[] good = Files.readAllBytes(file);
        Random random = new Random(3);
        for (int i = 0; i < 400; i++) {
            byte[] bad = good.clone();
            if (i % 4 == 0) {
                bad = java.util.Arrays.copyOf(good, random.nextInt(good.length));
            } else if (i % 4 == 1) {
                bad = java.util.Arrays.copyOf(good, good.length + 1 + random.nextInt(5));
            } else {
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, bad);
            assertThatThrownBy(() -> restore(carts))
                    .as("damage %s", i)
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("MS-SNAPSHOT-00");
            assertThat(Files.readAllBytes(file)).isEqualTo(bad);
        }
    }

    @Test
    void aSavingThatFailsLeavesThePreviousFile() throws Exception {
        save(carts, some(10));
        byte[] before = Files.readAllBytes(folder.resolve("actors.cbor"));
        FileSnapshots store =
                FileSnapshots.open(
                        folder,
                        DEADLINE,
                        step -> {
                            if (step == Steps.Step.WRITTEN) {
                                cut(folder.resolve("actors.cbor.new"));
                            }
                        });
        store.restore(new Kept.In(carts), Kept.APP);
        assertThatThrownBy(() -> store.save(new Kept.Out(carts, some(99), 1), Kept.APP))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("MS-SNAPSHOT-007");
        assertThat(store.status().state()).isEqualTo(SnapshotStatus.State.FAILED);
        store.close();
        assertThat(Files.readAllBytes(folder.resolve("actors.cbor"))).isEqualTo(before);
    }

    private static void cut(Path file) {
        try {
            byte[] all = Files.readAllBytes(file);
            Files.write(file, java.util.Arrays.copyOf(all, all.length / 2));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aLaterVersionOfTheFormatIsRefusedAsSuch() throws Exception {
        save(carts, some(1));
        Path file = folder.resolve("actors.cbor");
        try (FrameWriter out = new FrameWriter(Files.newOutputStream(file))) {
            byte[] head = {
                (byte) 0xA1,
                0x72,
                'm',
                'i',
                'd',
                's',
                't',
                'r',
                'e',
                'a',
                'm',
                '-',
                's',
                'n',
                'a',
                'p',
                's',
                'h',
                'o',
                't',
                0x02
            };
            out.write(new Frame(Frame.Kind.HEAD, 0, head));
        }
        assertThatThrownBy(() -> restore(carts)).hasMessageContaining("MS-SNAPSHOT-004");
    }

    @Test
    void theNextVersionReadsThePreviousOnesStates() throws Exception {
        save(carts, List.of(Kept.cart("c", 3)));
        StoredActor read =
                restore(Kept.behaviour("cart", new Kept.Two.CartActor())).actors.getFirst();
        assertThat(read.state())
                .isEqualTo(
                        new Kept.Two.Cart(
                                List.of(
                                        new Kept.Two.Line("SKU-0", 1),
                                        new Kept.Two.Line("SKU-1", 2),
                                        new Kept.Two.Line("SKU-2", 3)),
                                3,
                                6));
        assertThat(read.messages())
                .containsExactly(new Kept.Two.Message.Add("x", 1), new Kept.Two.Message.View());
        assertThat(read.timers())
                .containsExactly(new StoredActor.Timer("t", 1_000L, new Kept.Two.Message.View()));
    }

    @Test
    void aVersionTwoStepsLaterReadsThemThroughBothMigrations() throws Exception {
        save(carts, List.of(Kept.cart("small", 2), Kept.cart("large", 6)));
        List<StoredActor> read = restore(Kept.behaviour("cart", new Kept.Three.CartActor())).actors;
        assertThat(read).extracting("state.level").containsExactly("plain", "gold");
    }

    @Test
    void statesThatCannotBeConvertedRefuseTheStartWithTheMethodToWrite() throws Exception {
        save(carts, List.of(Kept.cart("c", 3)));
        assertThatThrownBy(() -> restore(Kept.behaviour("cart", new Kept.Refusing.CartActor())))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("MS-SNAPSHOT-006")
                .hasMessageContaining("@Migration")
                .hasMessageContaining("owner");
        assertThat(restore(carts).actors).hasSize(1);
    }
}
