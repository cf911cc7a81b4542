package dev.midstream.admin;

/** Hears from the host how an upgrade goes, on the thread that asked. */
@FunctionalInterface
public interface StageEvents {

    /** Hears nothing. */
    StageEvents NONE = (stage, ended, millis, generation) -> {};

    /**
     * A stage began or ended.
     *
     * @param stage its label
     * @param ended whether it ended, well or not; else it began
     * @param millis how long it took, when it ended
     * @param generation the generation that was current when it ended
     */
    void stage(String stage, boolean ended, long millis, int generation);

    /**
     * A stage that takes its time goes on.
     *
     * @param stage its label
     * @param done of {@code total}
     */
    default void progress(String stage, long done, long total) {}
}
