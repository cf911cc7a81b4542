package dev.midstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.api.Actor;
import dev.midstream.api.ActorType;
import dev.midstream.api.Actors;
import dev.midstream.api.Ask;
import dev.midstream.api.Turn;
import dev.midstream.runtime.actor.Wanted;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The complete example of docs/testing-your-app.md. */
class ReminderTest {

    record Reminders(List<String> open) {}

    sealed interface ReminderMessage {
        record Remind(String of, Duration in) implements ReminderMessage {}

        record Due(String of) implements ReminderMessage {}

        record Open() implements ReminderMessage, Ask<ReminderMessage, List<String>> {}
    }

    sealed interface MailMessage {
        record Send(String text) implements MailMessage {}
    }

    @ActorType("reminders")
    static final class ReminderActor implements Actor<Reminders, ReminderMessage> {
        private final Actors<MailMessage> mail;

        ReminderActor(Actors<MailMessage> mail) {
            this.mail = mail;
        }

        @Override
        public Reminders create(String user) {
            return new Reminders(List.of());
        }

        @Override
        public Reminders receive(
                Reminders all, ReminderMessage message, Turn<ReminderMessage> turn) {
            return switch (message) {
                case ReminderMessage.Remind(String of, Duration in) -> {
                    turn.schedule(of, in, new ReminderMessage.Due(of));
                    yield new Reminders(Stream.concat(all.open().stream(), Stream.of(of)).toList());
                }
                case ReminderMessage.Due(String of) -> {
                    turn.tell(mail, turn.key(), new MailMessage.Send("Do not forget " + of));
                    yield new Reminders(
                            all.open().stream().filter(one -> !one.equals(of)).toList());
                }
                case ReminderMessage.Open open -> {
                    turn.reply(open, all.open());
                    yield all;
                }
            };
        }
    }

    record Mailbox(List<String> sent) {}

    @ActorType("mail")
    static final class MailActor implements Actor<Mailbox, MailMessage> {
        @Override
        public Mailbox create(String user) {
            return new Mailbox(List.of());
        }

        @Override
        public Mailbox receive(Mailbox box, MailMessage message, Turn<MailMessage> turn) {
            return switch (message) {
                case MailMessage.Send(String text) ->
                        new Mailbox(Stream.concat(box.sent().stream(), Stream.of(text)).toList());
            };
        }
    }

    @Test
    void aReminderSetsATimer() {
        var turns = TestTurn.of(new ReminderActor(TestTurn.others("mail", MailMessage.class)));
        var remind = new ReminderMessage.Remind("milk", Duration.ofHours(2));

        var turned = turns.key("ada").first(remind);

        assertThat(turned.state()).isEqualTo(new Reminders(List.of("milk")));
        assertThat(turned.wanted())
                .containsExactly(
                        new Wanted.Schedule(
                                "milk", Duration.ofHours(2), new ReminderMessage.Due("milk")));
    }

    @Test
    void aReminderThatIsDueGoesToTheMailOfItsUser() {
        var turns = TestTurn.of(new ReminderActor(TestTurn.others("mail", MailMessage.class)));

        var turned =
                turns.key("ada")
                        .receive(
                                new Reminders(List.of("milk", "tea")),
                                new ReminderMessage.Due("milk"));

        assertThat(turned.state()).isEqualTo(new Reminders(List.of("tea")));
        assertThat(turned.only(Wanted.Tell.class))
                .isEqualTo(
                        new Wanted.Tell("mail", "ada", new MailMessage.Send("Do not forget milk")));
    }

    @Test
    void fromReminderToMail() {
        try (TestActors actors = TestActors.create()) {
            Actors<MailMessage> mail = actors.add(new MailActor());
            Actors<ReminderMessage> reminders = actors.add(new ReminderActor(mail));

            reminders.tell("ada", new ReminderMessage.Remind("milk", Duration.ofHours(2)));
            actors.advance(Duration.ofMinutes(119));
            assertThat(actors.state("mail", "ada", Mailbox.class)).isEmpty();

            actors.advance(Duration.ofMinutes(2));
            assertThat(actors.state("mail", "ada", Mailbox.class))
                    .contains(new Mailbox(List.of("Do not forget milk")));
            assertThat(actors.ask(reminders, "ada", new ReminderMessage.Open())).isEmpty();
        }
    }
}
