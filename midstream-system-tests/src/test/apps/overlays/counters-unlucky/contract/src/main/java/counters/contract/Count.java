package counters.contract;

import dev.midstream.api.Migration;
import java.util.List;

/** The state of one counter, in a version that cannot take over a 13. */
public record Count(long value, List<String> by, long bonus) {

    public Count(long value, List<String> by) {
        this(value, by, 0);
    }

    /** What it was before. */
    record V1(long value, List<String> by) {}

    @Migration
    static Count from(V1 old) {
        if (old.value() == 13) {
            throw new IllegalArgumentException("no luck with 13");
        }
        return new Count(old.value(), old.by());
    }

    @Migration
    static V1 to(Count now) {
        return new V1(now.value(), now.by());
    }
}
