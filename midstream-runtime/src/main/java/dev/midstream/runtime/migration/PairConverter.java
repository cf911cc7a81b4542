package dev.midstream.runtime.migration;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A named type that contains itself, or whose values are converted once: looks before it converts.
 *
 * <p>Where values are nested deeper than the stack should be, all those inside are collected
 * without recursion and converted from the innermost outwards; each then finds those inside it
 * done.
 */
final class PairConverter extends Converter {

    /** So many values nested in one: a mutable list that contains itself ends here. */
    private static final int MOST = 10_000_000;

    private final boolean cyclic;
    private final @Nullable SharedValues shared;
    private @Nullable Converter by;

    /**
     * A type.
     *
     * @param cyclic whether it contains itself
     * @param shared where what its values became is kept; null if each is converted by itself
     */
    PairConverter(boolean cyclic, @Nullable SharedValues shared) {
        this.cyclic = cyclic;
        this.shared = shared;
    }

    /** Says how; before the first conversion. */
    void by(Converter converter) {
        by = converter;
    }

    private Converter by() {
        if (by == null) {
            throw new IllegalStateException("used before it was bound");
        }
        return by;
    }

    @Override
    @Nullable Object convert(@Nullable Object value, Walk walk) throws Throwable {
        if (value == null) {
            return null;
        }
        if (shared == null) {
            return counted(value, walk);
        }
        Object known = shared.find(this, value);
        if (known != null) {
            return known;
        }
        Object made = counted(value, walk);
        return made == null ? null : shared.keep(this, value, made);
    }

    private @Nullable Object counted(Object value, Walk walk) throws Throwable {
        if (!cyclic) {
            return by().convert(value, walk);
        }
        Object done = walk.done(this, value);
        if (done != null) {
            return done;
        }
        boolean shallow = walk.enter();
        try {
            return shallow ? by().convert(value, walk) : deep(value, walk);
        } finally {
            walk.leave();
        }
    }

    private record Open(PairConverter by, Object value, boolean opened) {}

    private @Nullable Object deep(Object value, Walk walk) throws Throwable {
        boolean outermost = !walk.inside();
        int before = walk.restart();
        try {
            Map<PairConverter, Set<Object>> seen = new HashMap<>();
            int count = 0;
            Deque<Open> open = new ArrayDeque<>();
            open.push(new Open(this, value, false));
            Object last = null;
            while (!open.isEmpty()) {
                Open next = open.pop();
                if (next.opened()) {
                    last = next.by().by().convert(next.value(), walk);
                    if (last != null) {
                        walk.done(next.by(), next.value(), last);
                    }
                } else if (seen.computeIfAbsent(next.by(), each -> identitySet()).add(next.value())
                        && walk.done(next.by(), next.value()) == null) {
                    if (++count > MOST) {
                        throw new MigrationFailed("", "holds more than " + MOST + " values");
                    }
                    open.push(new Open(next.by(), next.value(), true));
                    next.by()
                            .by()
                            .inside(
                                    next.value(),
                                    (by, inner) -> open.push(new Open(by, inner, false)));
                }
            }
            return last;
        } finally {
            walk.resume(before, outermost);
        }
    }

    private static Set<Object> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    @Override
    void locate(@Nullable Object value, String path, int deeper) throws MigrationFailed {
        if (value != null && deeper > 0) {
            by().locate(value, path, deeper - 1);
        } else {
            super.locate(value, path, deeper);
        }
    }

    @Override
    void inside(@Nullable Object value, BiConsumer<PairConverter, Object> found) throws Throwable {
        if (value == null) {
            return;
        }
        if (cyclic) {
            found.accept(this, value);
        } else {
            by().inside(value, found);
        }
    }
}
