package dev.midstream.runtime.actor;

import java.util.ArrayDeque;

/** One worker that works when it is told to. */
final class DrivenPool implements ActorPool {

    private final ArrayDeque<Run> runs = new ArrayDeque<>();

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
        Run run = runs.poll();
        if (run == null) {
            return false;
        }
        run.work();
        return true;
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
