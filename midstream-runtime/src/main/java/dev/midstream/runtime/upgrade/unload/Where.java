package dev.midstream.runtime.upgrade.unload;

import java.util.List;

/** Where a thread of a module stands and what it was started with, from the module's frames. */
final class Where {

    private Where() {}

    /**
     * For people.
     *
     * @param frames the module's frames, the innermost first; at least one
     */
    static String of(List<String> frames) {
        String at = ", at " + frames.getFirst();
        return frames.size() == 1 ? at : at + ", started to run " + frames.getLast();
    }
}
