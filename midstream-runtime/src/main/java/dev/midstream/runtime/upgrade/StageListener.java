package dev.midstream.runtime.upgrade;

/** Hears how an upgrade goes. Called on the upgrade's thread; must not block. */
public interface StageListener {

    /** Hears nothing. */
    StageListener NONE =
            new StageListener() {
                @Override
                public void begun(Stage stage) {}

                @Override
                public void ended(Stage stage, StageTime time) {}
            };

    /** A stage begins. */
    void begun(Stage stage);

    /**
     * A stage that takes its time goes on.
     *
     * @param done of {@code total}; told about once a second
     */
    default void progress(Stage stage, long done, long total) {}

    /** A stage has ended, well or not. */
    void ended(Stage stage, StageTime time);
}
