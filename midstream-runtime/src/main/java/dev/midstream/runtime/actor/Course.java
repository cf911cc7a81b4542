package dev.midstream.runtime.actor;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of a message at an actor. Decided here and nowhere else, by whoever owns the actor;
 * {@code PairsTest} goes through all pairs of generations, and finds every course taken.
 *
 * <pre>
 * the actor's home    the message is of                         course
 * current             the one that is left in a rollback,
 *                     and a fence is up                         UNDER_FENCE
 * current             the same, or the host's own               HERE
 * current             any other behaviour                       CONVERTED
 * not current         the home, which is not over; a question   UNDER_PIN
 * none yet            an older one, likewise                    UNDER_PIN
 * not current         anything, and the type is gone            ASIDE
 * not current         the current one, and a fence is up        WAITS
 * not current         anything else, and a fence is up          UNDER_FENCE
 * not current         anything else                             MIGRATES
 * </pre>
 */
enum Course {
    /** The turn runs in the current behaviour, where actor and message are. */
    HERE,
    /** The actor has the current behaviour; the message is converted, and so is the reply. */
    CONVERTED,
    /**
     * The turn runs in the older behaviour. The asker holds it, or whoever waits for the asker's
     * stage does: a request that asks on a thread of its own.
     */
    UNDER_PIN,
    /** The actor goes to the current behaviour first, as a whole. */
    MIGRATES,
    /** The turn runs in the older behaviour, whose generation is not drained yet. */
    UNDER_FENCE,
    /** The message waits until the fence is lifted. */
    WAITS,
    /** No code knows the actor now. */
    ASIDE;

    /**
     * Decides.
     *
     * @param home the actor's behaviour; null if it has none yet
     * @param origin the message's behaviour; null for what the host itself sends
     * @param asked whether somebody outside of actors waits for the answer
     * @param here the current behaviour of the type, held by this worker; null if there is none
     * @param fence the type's; null if there is none
     */
    @SuppressWarnings("ReferenceEquality") // behaviours are equal to themselves only
    static Course of(
            @Nullable Behaviour home,
            @Nullable Behaviour origin,
            boolean asked,
            @Nullable Behaviour here,
            @Nullable Fence fence) {
        if (here != null && home == here) {
            if (fence != null && fence.back() && fence.isUp() && origin == fence.from()) {
                return UNDER_FENCE;
            }
            return origin == null || origin == here ? HERE : CONVERTED;
        }
        boolean canStay = home == null ? origin != here : home == origin;
        if (canStay && asked && origin != null && !origin.over()) {
            return UNDER_PIN;
        }
        if (here == null) {
            return ASIDE;
        }
        if (fence != null && fence.to() == here && fence.isUp()) {
            return origin == here ? WAITS : UNDER_FENCE;
        }
        return MIGRATES;
    }
}
