package dev.midstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.midstream.api.Actor;
import dev.midstream.api.ActorFailed;
import dev.midstream.api.ActorType;
import dev.midstream.api.Actors;
import dev.midstream.api.Asked;
import dev.midstream.api.Overloaded;
import dev.midstream.api.Turn;
import dev.midstream.runtime.actor.Wanted;
import dev.midstream.testkit.Shelf.ShelfMessage;
import dev.midstream.testkit.Shelf.SupplierMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TestTurnTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Actors<SupplierMessage> suppliers =
            TestTurn.others("supplier", SupplierMessage.class);
    private final ShelfActor actor = new ShelfActor(suppliers);
    private final TestTurn<Shelf, ShelfMessage> turns = TestTurn.of(actor).key("s1").at(NOON);

    private static Shelf shelf(int pieces) {
        return new Shelf(pieces, Instant.EPOCH, Optional.empty());
    }

    @Test
    void aTurnHasItsNextStateAndItsReply() {
        ShelfMessage.Take take = new ShelfMessage.Take(3);
        Turned<Shelf, ShelfMessage> turned = turns.receive(shelf(5), take);
        assertThat(turned.state()).isEqualTo(new Shelf(2, NOON, Optional.empty()));
        assertThat(turned.reply(take)).isEqualTo(2);
        assertThat(turned.wanted()).isEmpty();
        assertThat(turned.failed()).isFalse();
        assertThatThrownBy(turned::failure)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("was to fail");
    }

    @Test
    void theFirstTurnBeginsWithWhatCreateReturns() {
        ShelfMessage.Take take = new ShelfMessage.Take(1);
        assertThat(turns.first(take).reply(take)).isEqualTo(9);
        assertThat(turns.create().pieces()).isEqualTo(10);
    }

    @Test
    void aQuestionToAnotherActorIsSeenWithItsTokenAndDoesNotHappen() {
        Turned<Shelf, ShelfMessage> turned = turns.receive(shelf(2), new ShelfMessage.Take(2));
        Wanted.Question question = turned.only(Wanted.Question.class);
        assertThat(question.type()).isEqualTo("supplier");
        assertThat(question.key()).isEqualTo("main");
        assertThat(question.question()).isEqualTo(new SupplierMessage.Order("s1", 5));
        ShelfMessage answered = (ShelfMessage) question.answered(5);
        assertThat(turns.receive(turned.state(), answered).state().pieces()).isEqualTo(5);
        ShelfMessage refused = (ShelfMessage) question.failed(new Overloaded("full"));
        assertThat(turns.receive(turned.state(), refused).state().pieces()).isZero();
    }

    @Test
    void anAnswerPutOffIsGivenInALaterTurn() {
        Turned<Shelf, ShelfMessage> first = turns.receive(shelf(1), new ShelfMessage.Count());
        assertThat(first.replied()).isFalse();
        assertThat(first.state().waiting()).contains(asked(first));
        ShelfMessage supplied = (ShelfMessage) first.only(Wanted.Question.class).answered(4);
        Wanted.Reply reply = turns.receive(first.state(), supplied).only(Wanted.Reply.class);
        assertThat(reply.asked()).isEqualTo(first.putOff());
        assertThat(reply.reply()).isEqualTo(5);
    }

    @SuppressWarnings("unchecked") // the question's reply is an Integer
    private static Asked<Integer> asked(Turned<Shelf, ShelfMessage> turned) {
        return (Asked<Integer>) turned.putOff();
    }

    @Test
    void whatBlocksIsSeenAndCanBeRun() throws Exception {
        Wanted.Run run =
                turns.receive(shelf(1), new ShelfMessage.ReadFile()).only(Wanted.Run.class);
        assertThat(run.work().call()).isEqualTo(7);
        ShelfMessage read = (ShelfMessage) run.answered(7);
        assertThat(turns.receive(shelf(1), read).state().pieces()).isEqualTo(7);
        ShelfMessage failed = (ShelfMessage) run.failed(new java.io.IOException("gone"));
        assertThat(turns.receive(shelf(1), failed).state().pieces()).isEqualTo(-1);
    }

    @Test
    void timersMessagesAndTheEndAreSeenInTheirOrder() {
        assertThat(turns.receive(shelf(1), new ShelfMessage.OrderLater()).wanted())
                .containsExactly(
                        new Wanted.Schedule(
                                "order", Duration.ofMinutes(5), new ShelfMessage.TakeSome()));
        Turned<Shelf, ShelfMessage> removed = turns.receive(shelf(1), new ShelfMessage.Remove());
        assertThat(removed.stopped()).isTrue();
        assertThat(removed.wanted())
                .containsExactly(
                        new Wanted.Tell(
                                "supplier", "books", new SupplierMessage.Note("s1 removed")),
                        new Wanted.Cancel("order"));
        assertThat(removed.left()).isEmpty();
        assertThatThrownBy(removed::state).hasMessageContaining("has stopped");
    }

    @Test
    void whatThrowsLeavesTheStateAndIsReportedAsTheEngineReportsIt() {
        Turned<Shelf, ShelfMessage> turned = turns.receive(shelf(1), new ShelfMessage.Take(2));
        assertThat(turned.failed()).isTrue();
        assertThat(turned.failure()).isInstanceOf(ActorFailed.class);
        assertThat(((ActorFailed) turned.failure()).type())
                .isEqualTo(IllegalStateException.class.getName());
        assertThat(turned.left()).contains(shelf(1));
        assertThatThrownBy(turned::state)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("only 1 left")
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(turned::wanted).isInstanceOf(AssertionError.class);
    }

    @Test
    void aTurnWithoutRoomForItsMessagesDoesNothing() {
        Turned<Shelf, ShelfMessage> turned =
                turns.full("supplier", "main").receive(shelf(2), new ShelfMessage.Take(2));
        assertThat(turned.failure())
                .isInstanceOf(Overloaded.class)
                .hasMessageContaining("supplier 'main'");
        assertThat(turned.left()).contains(shelf(2));
    }

    @Test
    void aQuestionThatIsForgottenFailsAndTheTurnDoesNot() {
        ShelfMessage.Forget forget = new ShelfMessage.Forget();
        Turned<Shelf, ShelfMessage> turned = turns.receive(shelf(2), forget);
        assertThat(turned.failed()).isFalse();
        assertThat(turned.state()).isEqualTo(shelf(2));
        assertThat(turned.failure()).hasMessageContaining("did not answer");
        assertThatThrownBy(() -> turned.reply(forget)).hasMessageContaining("did not answer");
    }

    @Test
    void chanceIsTheTests() {
        int taken = new SplittableRandom(4).nextInt(1, 5);
        assertThat(
                        turns.random(new SplittableRandom(4))
                                .told(shelf(9), new ShelfMessage.TakeSome())
                                .state()
                                .pieces())
                .isEqualTo(9 - taken);
    }

    @Test
    void whatIsToldHasNoReply() {
        ShelfMessage.Take take = new ShelfMessage.Take(1);
        Turned<Shelf, ShelfMessage> turned = turns.told(shelf(2), take);
        assertThat(turned.state().pieces()).isEqualTo(1);
        assertThatThrownBy(() -> turned.reply(take)).hasMessageContaining("nobody waits");
    }

    /** Sends past its turn. */
    @ActorType("loud")
    static final class Loud implements Actor<Shelf, ShelfMessage> {
        private final Actors<SupplierMessage> suppliers;

        Loud(Actors<SupplierMessage> suppliers) {
            this.suppliers = suppliers;
        }

        @Override
        public Shelf create(String key) {
            return shelf(0);
        }

        @Override
        public Shelf receive(Shelf shelf, ShelfMessage message, Turn<ShelfMessage> turn) {
            suppliers.tell("main", new SupplierMessage.Note("past the turn"));
            return shelf;
        }
    }

    @Test
    void sendingPastTheTurnFailsItAsInAHost() {
        assertThat(
                        TestTurn.of(new Loud(suppliers))
                                .first(new ShelfMessage.Remove())
                                .failure()
                                .getMessage())
                .contains("MS-ACTOR-004");
    }

    /** Has no name. */
    static final class Nameless implements Actor<Shelf, ShelfMessage> {
        @Override
        public Shelf create(String key) {
            return shelf(0);
        }

        @Override
        public Shelf receive(Shelf shelf, ShelfMessage message, Turn<ShelfMessage> turn) {
            return shelf;
        }
    }

    /** Keeps anything. */
    record Anything(Object thing) {}

    /** Has an open state. */
    @ActorType("open")
    static final class Open implements Actor<Anything, ShelfMessage> {
        @Override
        public Anything create(String key) {
            return new Anything(key);
        }

        @Override
        public Anything receive(Anything state, ShelfMessage message, Turn<ShelfMessage> turn) {
            return state;
        }
    }

    @Test
    void whatAHostWouldRefuseIsRefusedHere() {
        assertThatThrownBy(() -> TestTurn.of(new Nameless()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("MS-ACTORTYPE-001")
                .hasMessageContaining("Nameless");
        assertThatThrownBy(() -> TestTurn.of(new Open()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Anything.thing → java.lang.Object");
    }
}
