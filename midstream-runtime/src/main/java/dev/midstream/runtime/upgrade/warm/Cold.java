package dev.midstream.runtime.upgrade.warm;

/**
 * Why a kind of work is not warmed.
 *
 * @param why what was seen
 * @param remedy what to do about it
 */
record Cold(String why, String remedy) {

    private static final String HOOK = "add a request of it, or its work, in AppModule.warm";

    static final Cold NOT_KEPT =
            new Cold("nothing of it was kept: record(OFF), or a body too long to keep", HOOK);

    static final Cold NO_ROUTE =
            new Cold(
                    "the new version has no such route",
                    "nothing, if its clients know that they will get 404");

    static final Cold STREAMS = new Cold("its body streams", "add its work in AppModule.warm");

    static final Cold NOT_REPLAYABLE =
            new Cold(
                    "it is not declared replayable()",
                    "declare it .replayable() if it does nothing to the outside but through actors,"
                            + " else "
                            + HOOK);

    static final Cold NO_ACTOR =
            new Cold("the new version has no such actor or message", "nothing, if that is meant");

    private static final String ALONE =
            "look what it needs that a shadow does not have: what start opens, answers of others,"
                    + " effects of turns; or "
                    + HOOK;

    static final Cold NO_ANSWER = new Cold("has no answer in a shadow", ALONE);

    static final Cold STUCK = new Cold("does not return in a shadow", ALONE);

    static Cold failing(Throwable thrown) {
        return new Cold("fails in a shadow with " + thrown, ALONE);
    }
}
