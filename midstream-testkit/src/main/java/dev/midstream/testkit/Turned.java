package dev.midstream.testkit;

import dev.midstream.api.ActorException;
import dev.midstream.api.ActorFailed;
import dev.midstream.api.Ask;
import dev.midstream.api.Asked;
import dev.midstream.runtime.actor.TurnResult;
import dev.midstream.runtime.actor.Wanted;
import java.util.List;
import java.util.Optional;

/**
 * What came of one turn. What is asked for and is not there is an {@link AssertionError} that says
 * what there is, with the actor's own exception as its cause.
 *
 * @param <S> the actor's state
 * @param <M> the actor's messages
 */
public final class Turned<S, M> {

    private final M message;
    private final boolean asked;
    private final Optional<S> before;
    private final TurnResult result;

    Turned(M message, boolean asked, Optional<S> before, TurnResult result) {
        this.message = message;
        this.asked = asked;
        this.before = before;
        this.result = result;
    }

    /**
     * The next state.
     *
     * @throws AssertionError if the turn threw, or wanted too much, or the actor has stopped
     */
    @SuppressWarnings("unchecked") // the actor has returned it
    public S state() {
        succeeded();
        return (S)
                result.state()
                        .orElseThrow(() ->
                                new AssertionError(
                                        "no state: the actor has stopped with " + message));
    }

    /** The next state, whether the turn succeeded or not: after one that failed, the one before. */
    @SuppressWarnings("unchecked") // the actor has returned it
    public Optional<S> left() {
        return result.state().isPresent() || result.stopped()
                ? (Optional<S>) result.state()
                : before;
    }

    /** Whether the actor has ended with this turn. */
    public boolean stopped() {
        succeeded();
        return result.stopped();
    }

    /**
     * What was replied.
     *
     * @param to the message of the turn
     * @throws AssertionError if nothing was: the turn failed, did not answer, or put it off
     */
    @SuppressWarnings("unchecked") // the question's type has fixed R
    public <R> R reply(Ask<M, R> to) {
        if (!to.equals(message)) {
            throw new AssertionError("the turn was asked " + message + ", not " + to);
        }
        if (!asked) {
            throw new AssertionError(message + " was told: nobody waits for an answer");
        }
        return (R)
                result.reply()
                        .orElseThrow(() -> failed(message + " was not answered in this turn"));
    }

    /** Whether the question was answered in this turn. */
    public boolean replied() {
        return result.reply().isPresent();
    }

    /**
     * What the actor keeps of a question whose answer comes later.
     *
     * @throws AssertionError if the answer was not put off
     */
    public Asked<?> putOff() {
        List<Wanted.PutOff> later = wanted(Wanted.PutOff.class);
        if (later.size() != 1) {
            throw failed("the answer to " + message + " was not put off");
        }
        return later.getFirst().asked();
    }

    /**
     * All that the turn wants beside the next state and the reply, in its order.
     *
     * @throws AssertionError if the turn failed: then nothing of it happens
     */
    public List<Wanted> wanted() {
        succeeded();
        return result.wanted();
    }

    /** That of one kind: {@code wanted(Wanted.Tell.class)}. */
    public <W extends Wanted> List<W> wanted(Class<W> kind) {
        return wanted().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The one of a kind. */
    public <W extends Wanted> W only(Class<W> kind) {
        List<W> all = wanted(kind);
        if (all.size() != 1) {
            throw new AssertionError(
                    "one " + kind.getSimpleName() + " was expected, the turn wants " + wanted());
        }
        return all.getFirst();
    }

    /** Whether the turn failed, so that nothing of it happens and the state is as before. */
    public boolean failed() {
        return result.failure().isPresent() && !unanswered();
    }

    /**
     * What whoever asked gets instead of an answer.
     *
     * @throws AssertionError if all went well
     */
    public ActorException failure() {
        return result.failure()
                .orElseThrow(() ->
                        new AssertionError(
                                message
                                        + " was to fail, and left "
                                        + result.state().orElse("no state")));
    }

    /** The turn itself went well, and left its question without an answer. */
    private boolean unanswered() {
        return result.failure().isPresent()
                && result.thrown().isEmpty()
                && result.failure().get() instanceof ActorFailed;
    }

    private void succeeded() {
        if (failed()) {
            throw failed("the turn with " + message + " failed");
        }
    }

    private AssertionError failed(String what) {
        String why = result.failure().map(failure -> ": " + failure.getMessage()).orElse("");
        AssertionError error = new AssertionError(what + why);
        result.thrown().ifPresent(error::initCause);
        return error;
    }

    /** The turn in a line. */
    @Override
    public String toString() {
        return message
                + " → "
                + result.failure()
                        .map(ActorException::toString)
                        .orElseGet(() ->
                                result.state().map(Object::toString).orElse("stopped")
                                        + result.reply().map(r -> ", replied " + r).orElse("")
                                        + (result.wanted().isEmpty()
                                                ? ""
                                                : ", wants " + result.wanted()));
    }
}
