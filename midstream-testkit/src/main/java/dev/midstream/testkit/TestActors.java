package dev.midstream.testkit;

import dev.midstream.api.Actor;
import dev.midstream.api.ActorException;
import dev.midstream.api.Actors;
import dev.midstream.api.Ask;
import dev.midstream.runtime.actor.ActorOptions;
import dev.midstream.runtime.actor.DrivenActors;
import dev.midstream.runtime.actor.TypeReport;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Several actors with a clock that stands still and turns that run when the test says so, on its
 * thread. The same steps give the same states, each time.
 *
 * <pre>{@code
 * try (TestActors actors = TestActors.create()) {
 *     Actors<StockMessage> stock = actors.of("stock", StockMessage.class);
 *     Actors<CartMessage> carts = actors.add(new CartActor(stock));
 *     actors.add(new StockActor(carts));
 *     CartView view = actors.ask(carts, "17", new AddItem(7, 2, 199));
 *     actors.advance(Duration.ofMinutes(30));
 * }
 * }</pre>
 *
 * <p>Work that a turn hands to {@code turn.run} is a step too. Used by one thread.
 */
public final class TestActors implements AutoCloseable {

    private final DrivenActors driven;
    private final Set<String> added = new HashSet<>();

    private TestActors(DrivenActors driven) {
        this.driven = driven;
    }

    /** None yet, at the beginning of 2026, with random numbers that are always the same. */
    public static TestActors create() {
        return at(Instant.parse("2026-01-01T00:00:00Z"), 0);
    }

    /** None yet, at some time, with other random numbers. */
    public static TestActors at(Instant now, long seed) {
        return create(now, seed, ActorOptions.DEFAULT);
    }

    /** None yet, with other limits, such as a mailbox that is soon full. */
    public static TestActors create(Instant now, long seed, ActorOptions options) {
        return new TestActors(new DrivenActors(options, now, DrivenActors.seeded(seed)));
    }

    /**
     * What reaches the actors of a type, which may be added later: for actors that know each other.
     *
     * @param type their {@code @ActorType}
     * @param message their messages
     */
    @SuppressWarnings("unchecked") // the message's class is the handle's type argument
    public <M> Actors<M> of(String type, Class<M> message) {
        return (Actors<M>) driven.actors(type, message);
    }

    /**
     * Adds a type.
     *
     * @return what reaches its actors
     * @throws AssertionError if a host would refuse the actor's class, or its type was added
     */
    @SuppressWarnings("unchecked") // verify has read the message's class from the actor's
    public <S, M> Actors<M> add(Actor<S, M> actor) {
        ActorUnderTest facts = ActorUnderTest.of(actor);
        if (!added.add(facts.type())) {
            throw new AssertionError("actor type '" + facts.type() + "' was added already");
        }
        return (Actors<M>) driven.bind(facts.type(), facts.message(), actor);
    }

    /**
     * Asks, and lets everything happen that can happen now.
     *
     * @return the reply
     * @throws ActorException if the question failed
     * @throws AssertionError if it has no answer yet: something is due later
     */
    public <M, R> R ask(Actors<M> to, String key, Ask<M, R> question) {
        return answer(to.ask(key, question));
    }

    /** The answer to a question that was asked, once all has happened that can happen now. */
    public <R> R answer(CompletionStage<R> question) {
        CompletableFuture<R> answer = ended(question);
        if (answer.isCompletedExceptionally()) {
            if (answer.exceptionNow() instanceof ActorException failure) {
                throw failure;
            }
            throw new AssertionError("the question failed", answer.exceptionNow());
        }
        return answer.resultNow();
    }

    /**
     * Why a question failed, once all has happened that can happen now.
     *
     * @throws AssertionError if it was answered, or has no answer yet
     */
    public Throwable failure(CompletionStage<?> question) {
        CompletableFuture<?> answer = ended(question);
        if (!answer.isCompletedExceptionally()) {
            throw new AssertionError(
                    "the question was to fail, and was answered " + answer.resultNow());
        }
        return answer.exceptionNow();
    }

    private <R> CompletableFuture<R> ended(CompletionStage<R> question) {
        driven.settle();
        CompletableFuture<R> answer = question.toCompletableFuture();
        if (!answer.isDone()) {
            throw new AssertionError(
                    "there is no answer at "
                            + driven.now()
                            + ", and nothing left to do. If a timer brings it, advance the time");
        }
        return answer;
    }

    /** Runs one turn, or one piece of {@code turn.run}; false if there is nothing to run now. */
    public boolean step() {
        return driven.step();
    }

    /**
     * Steps until nothing is left to do now.
     *
     * @return how many steps that were
     */
    public int settle() {
        return driven.settle();
    }

    /** Moves the time; what is due meanwhile happens at its time, with all that follows from it. */
    public void advance(Duration by) {
        driven.advance(by);
    }

    /** What time it is. */
    public Instant now() {
        return driven.now();
    }

    /**
     * The state of an actor between two turns; empty if there is no such actor.
     *
     * @param type the name in its {@code @ActorType}
     */
    public <S> Optional<S> state(String type, String key, Class<S> state) {
        return driven.state(type, key).map(state::cast);
    }

    /** How many actors of a type there are. */
    public long count(String type) {
        return driven.report().stream()
                .filter(report -> report.type().equals(type))
                .mapToLong(TypeReport::count)
                .sum();
    }

    /** What actors there are and what they have done, as {@code status} shows it. */
    public List<TypeReport> report() {
        return driven.report();
    }

    /** Refuses whoever still waits. */
    @Override
    public void close() {
        driven.close();
    }
}
