package dev.midstream.runtime.actor;

import java.util.Optional;

/**
 * Both ways between an older behaviour and a newer one of the same type.
 *
 * @param up from the older to the newer
 * @param down from the newer to the older
 * @param reversible whether {@code down(up(state))} says the same as each state of the older; the
 *     dry run compares
 * @param fence why not every reply of the newer can be said by the older: then messages of the
 *     newer wait until nobody holds the older; empty if all can
 * @param fenceBack why not every reply of the older can be said by the newer: the same, in a
 *     rollback; empty if all can
 */
public record Crossings(
        Crossing up,
        Crossing down,
        boolean reversible,
        Optional<String> fence,
        Optional<String> fenceBack) {

    /** Between behaviours of the very same classes. */
    public static final Crossings SAME =
            new Crossings(
                    new SameClasses(), new SameClasses(), true, Optional.empty(), Optional.empty());

    /** The same, from the newer to the older: a rollback is a step forward. */
    Crossings turnedRound() {
        return new Crossings(down, up, reversible, fenceBack, fence);
    }
}
