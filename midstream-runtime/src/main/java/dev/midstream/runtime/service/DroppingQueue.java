package dev.midstream.runtime.service;

import java.io.Serial;
import java.util.concurrent.LinkedBlockingQueue;

/** Takes every task of a shadow's pool and keeps none. */
final class DroppingQueue extends LinkedBlockingQueue<Runnable> {

    @Serial private static final long serialVersionUID = 1L;

    DroppingQueue() {
        super(1);
    }

    @Override
    public boolean offer(Runnable dropped) {
        return true;
    }
}
