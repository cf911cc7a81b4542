package counters.counting;

import counters.contract.Count;
import counters.contract.CountMessage;
import dev.midstream.api.Actor;
import dev.midstream.api.ActorType;
import dev.midstream.api.Turn;
import java.time.Duration;
import java.util.List;

/** Counts. */
@ActorType("counter")
public final class Counter implements Actor<Count, CountMessage> {

    @Override
    public Count create(String key) {
        return new Count(0, List.of());
    }

    @Override
    public Count receive(Count count, CountMessage message, Turn<CountMessage> turn) {
        return switch (message) {
            case CountMessage.Add add -> {
                long value = count.value() + CountingModule.STEP * add.amount();
                turn.reply(add, value);
                yield new Count(value, count.by());
            }
            case CountMessage.View view -> {
                turn.reply(view, count.value());
                yield count;
            }
            case CountMessage.Fail fail -> throw new IllegalStateException("fails on purpose");
            case CountMessage.AddLater later -> {
                turn.schedule("add", Duration.ofMillis(later.millis()), new CountMessage.Add(later.amount()));
                yield count;
            }
            case CountMessage.Spin spin -> {
                long end = System.nanoTime() + spin.millis() * 1_000_000;
                while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
                yield count;
            }
        };
    }
}
