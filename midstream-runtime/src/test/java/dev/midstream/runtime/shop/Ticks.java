package dev.midstream.runtime.shop;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What jobs of the tests' modules have done, in order; on the host's side, so that it lasts. */
public final class Ticks {

    private static final List<String> DONE = new CopyOnWriteArrayList<>();

    private Ticks() {}

    /** Notes something. */
    public static void note(String what) {
        DONE.add(what);
    }

    /** All that was noted. */
    public static List<String> all() {
        return List.copyOf(DONE);
    }

    /** Forgets all. */
    public static void clear() {
        DONE.clear();
    }
}
