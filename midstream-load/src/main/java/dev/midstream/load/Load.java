package dev.midstream.load;

import java.io.IOException;

/** Starts loads. */
public final class Load {

    private Load() {}

    /**
     * Opens the plan's connections, then begins to send. Returns when the first request is due,
     * which is when all connections are open, or after two seconds at the latest.
     *
     * @throws IOException if this process cannot get a selector or a socket at all; a server that
     *     refuses is no such case: it is counted
     */
    public static RunningLoad start(LoadPlan plan, Oracle oracle)
            throws IOException, InterruptedException {
        LoadLoop loop = new LoadLoop(plan, oracle);
        RunningLoad running = new RunningLoad(plan, loop);
        running.begin();
        return running;
    }
}
