package dev.midstream.runtime.actor;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The actors that could not go forward since the last cutover: how many, and the first of them by
 * name. Guarded by itself; touched only when something has failed.
 */
final class Troubles {

    /** Actors that are named; further ones are counted. */
    static final int NAMED = 20;

    private final Map<String, String> named = new LinkedHashMap<>();
    private volatile boolean any;
    private boolean more;

    /** An actor has failed to go; once for each. */
    synchronized void add(String actor, String why) {
        if (named.containsKey(actor)) {
            return;
        }
        any = true;
        if (named.size() < NAMED) {
            named.put(actor, why);
        } else {
            more = true;
        }
    }

    /** A cutover has begun. */
    synchronized void clear() {
        named.clear();
        more = false;
        any = false;
    }

    /** Whether all actors could go so far. */
    boolean none() {
        return !any;
    }

    /** Why not, the first of them. */
    synchronized Map<String, String> named() {
        return new LinkedHashMap<>(named);
    }

    /** Whether there are more than those that are named. */
    synchronized boolean more() {
        return more;
    }
}
