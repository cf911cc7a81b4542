package dev.midstream.runtime.generation;

import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.http.Router;
import java.util.List;

/** A gate that leads to generation 1, and further generations. Base of the tests' states. */
class Switched {

    /** How often a piece of work looks; long enough for a drain to overtake it. */
    private static final int LOOKS = 32;

    private static final Router NO_ROUTES = noRoutes();

    final Generation first = generation(1);
    final Generation second = generation(2);
    final Gate gate = new Gate(first);

    private volatile int released;

    private static Router noRoutes() {
        try {
            return Router.of(List.of());
        } catch (Refused impossible) {
            throw new AssertionError("no routes, no conflict", impossible);
        }
    }

    static Generation generation(int number) {
        return new Generation(number, "r" + number, List.of(), NO_ROUTES, List.of());
    }

    /** Drops a generation if nothing holds it, as the pipeline does. */
    final boolean release(Generation generation) {
        boolean drained = generation.drained();
        if (drained) {
            released = generation.number();
        }
        return drained;
    }

    /** Works: the generation's number, or -1 if it was released in the middle of the work. */
    final int work(Generation inside) {
        int number = inside.number();
        boolean lost = false;
        for (int look = 0; look < LOOKS; look++) {
            lost |= released == number;
        }
        return lost ? -1 : number;
    }
}
