package dev.midstream.store;

/** Is told how far the saving is; for tests that end the process there. */
interface Steps {

    /** Nobody. */
    Steps NONE = _ -> {};

    /** The steps after which a process may end, in order. */
    enum Step {
        /** The new file is there, and empty. */
        CREATED,
        /** It has its head. */
        BEGUN,
        /** It has all actors, but not its end. */
        ACTORS,
        /** It is complete. */
        WRITTEN,
        /** It is on the disk, and was read again. */
        CHECKED,
        /** It has its name. */
        RENAMED,
        /** The folder knows that name, whatever happens to the machine. */
        DONE
    }

    void reached(Step step);
}
