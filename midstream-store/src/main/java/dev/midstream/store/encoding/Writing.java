package dev.midstream.store.encoding;

import tools.jackson.core.JsonGenerator;

/** One value on its way out: where to, and how deep it is nested so far. One thread. */
final class Writing {

    final JsonGenerator out;
    private final int deepest;
    private int depth;

    Writing(JsonGenerator out, int deepest) {
        this.out = out;
        this.deepest = deepest;
    }

    void deeper() throws Misfit {
        if (++depth > deepest) {
            throw new Misfit(
                    "nested deeper than " + deepest + ", or in a circle, which plain data is not");
        }
    }

    void shallower() {
        depth--;
    }
}
