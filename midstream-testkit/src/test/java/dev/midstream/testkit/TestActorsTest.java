package dev.midstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.midstream.api.ActorFailed;
import dev.midstream.api.Actors;
import dev.midstream.testkit.Shelf.ShelfMessage;
import dev.midstream.testkit.Shelf.SupplierMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestActorsTest {

    private final TestActors actors = TestActors.create();
    private final Actors<SupplierMessage> suppliers = actors.of("supplier", SupplierMessage.class);
    private final Actors<ShelfMessage> shelves = actors.add(new ShelfActor(suppliers));

    @AfterEach
    void close() {
        actors.close();
    }

    private Shelf shelf(String key) {
        return actors.state("shelf", key, Shelf.class).orElseThrow();
    }

    private List<String> books(String key) {
        return actors.state("supplier", key, SupplierActor.Books.class).orElseThrow().lines();
    }

    @Test
    void actorsAskEachOther() {
        actors.add(new SupplierActor());
        assertThat(actors.ask(shelves, "a", new ShelfMessage.Take(10))).isZero();
        assertThat(shelf("a").pieces()).isEqualTo(5);
        assertThat(books("main")).containsExactly("a 5");
        assertThat(actors.ask(shelves, "a", new ShelfMessage.Count())).isEqualTo(10);
    }

    @Test
    void nothingHappensBeforeItsStep() {
        actors.add(new SupplierActor());
        shelves.tell("a", new ShelfMessage.TakeSome());
        shelves.tell("a", new ShelfMessage.Remove());
        assertThat(actors.state("shelf", "a", Shelf.class)).isEmpty();
        assertThat(actors.step()).isTrue();
        assertThat(shelf("a").pieces()).isLessThan(10);
        assertThat(actors.step()).isTrue();
        assertThat(actors.state("shelf", "a", Shelf.class)).isEmpty();
        assertThat(actors.count("supplier")).isOne();
        assertThat(actors.step()).isTrue();
        assertThat(books("books")).containsExactly("a removed");
        assertThat(actors.step()).isFalse();
    }

    @Test
    void timersAreDueWhenTheTimeIsMoved() {
        shelves.tell("a", new ShelfMessage.OrderLater());
        actors.advance(Duration.ofMinutes(4));
        assertThat(shelf("a").pieces()).isEqualTo(10);
        actors.advance(Duration.ofMinutes(4));
        assertThat(shelf("a").pieces()).isLessThan(10);
        assertThat(shelf("a").since()).isEqualTo(Instant.parse("2026-01-01T00:05:00Z"));
        assertThat(actors.now()).isEqualTo(Instant.parse("2026-01-01T00:08:00Z"));
    }

    @Test
    void whatBlocksIsAStepToo() {
        shelves.tell("a", new ShelfMessage.ReadFile());
        assertThat(actors.settle()).isEqualTo(3);
        assertThat(shelf("a").pieces()).isEqualTo(7);
    }

    @Test
    void theSameSeedGivesTheSameStates() {
        assertThat(someTakes(1)).isEqualTo(someTakes(1)).isNotEqualTo(someTakes(2));
    }

    private static List<Integer> someTakes(long seed) {
        try (TestActors seeded = TestActors.at(Instant.EPOCH, seed)) {
            Actors<ShelfMessage> some =
                    seeded.add(new ShelfActor(seeded.of("supplier", SupplierMessage.class)));
            for (int i = 0; i < 20; i++) {
                some.tell("s" + i % 10, new ShelfMessage.TakeSome());
            }
            seeded.settle();
            return java.util.stream.IntStream.range(0, 10)
                    .mapToObj(i -> seeded.state("shelf", "s" + i, Shelf.class).orElseThrow())
                    .map(Shelf::pieces)
                    .toList();
        }
    }

    @Test
    void anActorWhoseTypeWasNotAddedFailsWhoeverAsks() {
        CompletionStage<Integer> count = shelves.ask("a", new ShelfMessage.Count());
        actors.settle();
        assertThat(actors.answer(count)).isEqualTo(10);
        assertThat(actors.report())
                .anySatisfy(report -> {
                    assertThat(report.type()).isEqualTo("supplier");
                    assertThat(report.failed()).isOne();
                });
    }

    @Test
    void failuresAreWhatAHostWouldSay() {
        CompletionStage<Integer> tooMany = shelves.ask("a", new ShelfMessage.Take(11));
        assertThat(actors.failure(tooMany))
                .isInstanceOf(ActorFailed.class)
                .hasMessageContaining("shelf 'a' threw")
                .hasMessageContaining("only 10 left");
        assertThatThrownBy(() -> actors.ask(shelves, "a", new ShelfMessage.Take(11)))
                .isInstanceOf(ActorFailed.class);
        assertThatThrownBy(() ->
                        shelves.ask("a", new ShelfMessage.Take(1)).toCompletableFuture().join())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("MS-ACTOR-005");
    }

    @Test
    void aTypeIsAddedOnce() {
        assertThatThrownBy(() -> actors.add(new ShelfActor(suppliers)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("'shelf' was added already");
    }
}
