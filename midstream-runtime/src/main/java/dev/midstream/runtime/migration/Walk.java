package dev.midstream.runtime.migration;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How deep the conversion of one value has come, for types that contain themselves. Used by one
 * thread; one for each value that is converted.
 */
final class Walk {

    /** For plans in which no type contains itself: nothing is counted. */
    static final Walk FLAT = new Walk();

    /**
     * Values nested deeper than this are converted from the innermost outwards, so that a list of
     * 100,000 records that hold each other needs no more stack than one of this many.
     */
    static final int DEEPEST = 64;

    private int depth;
    private @Nullable Map<Converter, Map<Object, Object>> done;

    boolean enter() {
        return ++depth <= DEEPEST;
    }

    void leave() {
        depth--;
    }

    /** What a value became that was converted from the inside; null if it was not. */
    @Nullable Object done(Converter by, Object value) {
        if (done == null) {
            return null;
        }
        Map<Object, Object> values = done.get(by);
        return values == null ? null : values.get(value);
    }

    void done(Converter by, Object value, Object became) {
        if (done == null) {
            done = new HashMap<>();
        }
        done.computeIfAbsent(by, each -> new IdentityHashMap<>()).put(value, became);
    }

    /** Begins to count anew. */
    int restart() {
        int before = depth;
        depth = 0;
        return before;
    }

    /** Goes on where {@link #restart} began; forgets what was kept if that was outermost. */
    void resume(int before, boolean outermost) {
        depth = before;
        if (outermost) {
            done = null;
        }
    }

    boolean inside() {
        return done != null;
    }
}
