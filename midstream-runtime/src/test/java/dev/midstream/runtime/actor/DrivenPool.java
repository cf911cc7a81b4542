package dev.midstream.runtime.actor;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** One worker that works when it is told to. */
final class DrivenPool implements ActorPool {

    private final ArrayDeque<Run> runs = new ArrayDeque<>();
    private boolean isHeld;

    @Override
    public void execute(Run run) {
        runs.add(run);
    }

    /** Works until nothing is left to do. */
    void work() {
        while (step()) {}
    }

    /** Works on one actor, for at most a slice; false if there was nothing to do. */
    boolean step() {
        Run run = isHeld ? null : runs.poll();
        if (run == null) {
            return false;
        }
        run.work();
        return true;
    }

    @Override
    public void hold() {
        isHeld = true;
    }

    @Override
    public @Nullable Run held(Cell cell) {
        return runs.stream().filter(run -> run.cell() == cell).findFirst().orElse(null);
    }

    @Override
    public void release() {
        isHeld = false;
    }

    @Override
    public int queued() {
        return runs.size();
    }

    @Override
    public void writeOff() {}

    @Override
    public void back() {}

    @Override
    public void close() {}
}
