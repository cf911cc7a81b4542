package dev.midstream.runtime.migration;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code @Shared} values became, by identity, for one direction of one upgrade: whoever
 * converts for it drops it with its plans. Forgets what nobody holds any more on the old side.
 *
 * <p>Safe for all threads. Two that meet a value first at once may both convert it; all get the one
 * result.
 */
final class SharedValues {

    private final Map<Key, Object> became = new ConcurrentHashMap<>();
    private final ReferenceQueue<Object> gone = new ReferenceQueue<>();

    @Nullable Object find(Converter by, Object value) {
        return became.get(new Key(by, value, null));
    }

    /** Keeps a result, and gives the one to use. */
    Object keep(Converter by, Object value, Object made) {
        for (Reference<?> each = gone.poll(); each != null; each = gone.poll()) {
            became.remove((Key) each);
        }
        Object first = became.putIfAbsent(new Key(by, value, gone), made);
        return Optional.ofNullable(first).orElse(made);
    }

    int size() {
        return became.size();
    }

    /** Equal to another if both are about one object that lives; else to itself alone. */
    private static final class Key extends WeakReference<Object> {
        private final Converter by;
        private final int hash;

        Key(Converter by, Object value, @Nullable ReferenceQueue<Object> gone) {
            super(value, gone);
            this.by = by;
            this.hash = System.identityHashCode(value) * 31 + System.identityHashCode(by);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // identity is the point
        public boolean equals(@Nullable Object other) {
            if (this == other) {
                return true;
            }
            Object value = get();
            return other instanceof Key key && value != null && key.by == by && key.get() == value;
        }
    }
}
