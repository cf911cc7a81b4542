package dev.midstream.runtime.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.api.Actor;
import dev.midstream.api.Actors;
import dev.midstream.api.Turn;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NextGenerationTest {

    private static final class Counting implements Actor<Integer, String> {
        @Override
        public Integer create(String key) {
            return 0;
        }

        @Override
        public Integer receive(Integer state, String message, Turn<String> turn) {
            return state + 1;
        }
    }

    @SuppressWarnings("unchecked") // what they are sent is what they are bound to
    private static Actors<Object> counters(DrivenActors actors) {
        return (Actors<Object>) actors.actors("counter", String.class);
    }

    @Test
    void drivenActorsTakeTheirStatesIntoTheNextGeneration() throws Exception {
        try (DrivenActors actors =
                new DrivenActors(ActorOptions.DEFAULT, Instant.EPOCH, DrivenActors.seeded(1))) {
            actors.bind("counter", String.class, new Counting());
            counters(actors).tell("a", "one");
            actors.settle();

            actors.next();
            counters(actors).tell("a", "two");
            actors.settle();

            assertThat(actors.state("counter", "a")).contains(2);
        }
    }
}
