package dev.midstream.runtime.upgrade;

import dev.midstream.runtime.comparison.Comparison;
import dev.midstream.runtime.finding.Refused;
import java.util.ArrayList;
import java.util.List;

/** One pass: times each stage and tells the listener, JFR and the log. */
final class Run {
    private final StageListener listener;
    private final List<StageTime> times = new ArrayList<>();
    private String release = "";
    private Comparison comparison = Comparison.NONE;

    Run(StageListener listener) {
        this.listener = listener;
    }

    interface Step<T> {
        T take() throws Refused;
    }

    <T> T stage(Stage stage, Step<T> step) throws Refused {
        StageEvent event = new StageEvent();
        event.stage = stage.label();
        event.release = release;
        event.begin();
        listener.begun(stage);
        long begun = System.nanoTime();
        try {
            return step.take();
        } finally {
            long millis = (System.nanoTime() - begun) / 1_000_000;
            StageTime time = new StageTime(stage.label(), millis);
            times.add(time);
            event.commit();
            listener.ended(stage, time);
        }
    }

    StageListener listener() {
        return listener;
    }

    List<StageTime> times() {
        return List.copyOf(times);
    }

    /** Notes what the new version does otherwise. */
    void compared(Comparison found) {
        comparison = found;
    }

    Comparison comparison() {
        return comparison;
    }

    /** Names the release that the pass is about. */
    void release(String name) {
        release = name;
    }
}
