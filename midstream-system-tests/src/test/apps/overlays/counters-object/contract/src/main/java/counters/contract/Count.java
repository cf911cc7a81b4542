package counters.contract;

import java.util.List;

/** The state of one counter. */
public record Count(long value, List<Tag> by) {

    /** Not plain data. */
    public record Tag(Object meta) {}
}
