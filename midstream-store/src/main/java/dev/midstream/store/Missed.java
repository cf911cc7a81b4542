package dev.midstream.store;

import dev.midstream.runtime.SnapshotError;
import dev.midstream.runtime.finding.Refused;
import java.util.ArrayList;
import java.util.List;

/** The actors that could not be written. One thread. */
final class Missed {

    private static final int NAMED = 10;

    private final List<String> named = new ArrayList<>();
    private long count;

    void add(String type, String key, String why) {
        count++;
        if (named.size() < NAMED) {
            named.add(type + " '" + key + "' (" + why + ")");
        }
    }

    /** What to say of them, when all others are safe. */
    void refuse(String place) throws Refused {
        if (count > 0) {
            throw new Refused(
                    SnapshotError.ACTORS_MISSED,
                    place,
                    count
                            + (count == 1 ? " actor was" : " actors were")
                            + " not saved, all others were: "
                            + String.join(", ", named)
                            + (count > named.size() ? ", …" : ""),
                    "They begin anew with the next start. The value that is named is no plain data,"
                            + " or too large");
        }
    }
}
