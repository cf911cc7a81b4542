package dev.midstream.testkit;

import dev.midstream.api.Actor;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.graph.ActorClass;
import dev.midstream.runtime.graph.ActorFact;

/**
 * An actor object with what its class's bytecode says.
 *
 * @param type its {@code @ActorType}
 * @param message what it receives
 */
record ActorUnderTest(String type, Class<?> message) {

    /**
     * Reads an actor's class as verify does.
     *
     * @throws AssertionError with verify's findings
     */
    static ActorUnderTest of(Actor<?, ?> actor) {
        Class<?> type = actor.getClass();
        try {
            ActorFact fact = ActorClass.read(type);
            return new ActorUnderTest(
                    fact.type(),
                    Class.forName(fact.message().className(), false, type.getClassLoader()));
        } catch (Refused refused) {
            throw new AssertionError(
                    "a host would refuse this actor:\n" + refused.getMessage(), refused);
        } catch (ClassNotFoundException | LinkageError | IllegalArgumentException e) {
            throw new AssertionError(type.getName() + " cannot be read as an actor: " + e, e);
        }
    }
}
