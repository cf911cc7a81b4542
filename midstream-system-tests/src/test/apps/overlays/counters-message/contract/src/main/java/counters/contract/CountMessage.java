package counters.contract;

import dev.midstream.api.Ask;

/** What a counter can be told. */
public sealed interface CountMessage {

    /** Counts on, and answers with the new value. */
    record Add(long amount) implements CountMessage, Ask<CountMessage, Long> {}

    /** Answers with the value. */
    record View() implements CountMessage, Ask<CountMessage, Long> {}

    /** New in this version. */
    record Reset() implements CountMessage {}

    /** Fails. */
    record Fail() implements CountMessage, Ask<CountMessage, Long> {}

    /** Counts on when some time has passed. */
    record AddLater(long amount, long millis) implements CountMessage {}

    /** Is busy for a while. */
    record Spin(long millis) implements CountMessage {}
}
