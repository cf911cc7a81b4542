package dev.midstream.runtime.actor;

import dev.midstream.api.Asked;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A turn whose effects are kept instead of happening. */
final class TriedTurn extends Turning {

    private final Set<String> full;
    private List<Effect> kept = List.of();
    private Optional<Throwable> thrown = Optional.empty();

    /**
     * A turn of an actor that nobody else has.
     *
     * @param full the actors whose mailboxes are full, as {@link #place} writes them
     */
    TriedTurn(
            ActorTable table,
            Cell cell,
            Behaviour home,
            Object message,
            @Nullable Asker asker,
            Set<String> full) {
        super(table, cell, home, message, asker);
        this.full = full;
    }

    static String place(String type, String key) {
        return type + " " + key;
    }

    @Override
    @Nullable String full(List<Effect> wanted) {
        for (Effect effect : wanted) {
            if (effect instanceof Effect.Tell tell && isFull(tell.to(), tell.key())) {
                return Effects.mailbox(tell.to(), tell.key());
            }
            if (effect instanceof Effect.Question asks && isFull(asks.to(), asks.key())) {
                return Effects.mailbox(asks.to(), asks.key());
            }
        }
        return super.full(wanted);
    }

    private boolean isFull(Behaviour to, String key) {
        return full.contains(place(to.type(), key));
    }

    @Override
    void release(Desk desk, List<Effect> wanted) {
        kept = List.copyOf(wanted);
    }

    @Override
    void fail(Throwable why) {
        thrown = Optional.of(why);
        super.fail(why);
    }

    List<Wanted> wanted() {
        return kept.stream().map(TriedTurn::of).toList();
    }

    Optional<Throwable> thrown() {
        return thrown;
    }

    /** What an effect is to whoever looks at it. */
    private static Wanted of(Effect effect) {
        return switch (effect) {
            case Effect.Tell(Behaviour to, String key, Object message) ->
                    new Wanted.Tell(to.type(), key, message);
            case Effect.Question question ->
                    new Wanted.Question(
                            question.to().type(),
                            question.key(),
                            question.message(),
                            question.token());
            case Effect.Work work -> new Wanted.Run(work.work(), work.token());
            case Effect.PutOff later -> new Wanted.PutOff(new Asked<>(later.number()));
            case Effect.Reply reply ->
                    new Wanted.Reply(new Asked<>(reply.number()), reply.answer());
            case Effect.Schedule schedule ->
                    new Wanted.Schedule(
                            schedule.name(),
                            Duration.ofNanos(schedule.inNanos()),
                            schedule.message());
            case Effect.Cancel cancel -> new Wanted.Cancel(cancel.name());
        };
    }
}
