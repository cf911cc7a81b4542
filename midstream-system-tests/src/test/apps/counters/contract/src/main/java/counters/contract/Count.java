package counters.contract;

import java.util.List;

/** The state of one counter. */
public record Count(long value, List<String> by) {}
