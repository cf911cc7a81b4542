package dev.midstream.runtime.generation;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The threads that have entered by themselves, so that a drain can name them. Never keeps one. */
final class PinnedThreads implements Holders {

    private final Set<Known> known = ConcurrentHashMap.newKeySet();
    private final ReferenceQueue<Pin> gone = new ReferenceQueue<>();

    void add(Pin pin, Thread thread) {
        for (Reference<? extends Pin> dead = gone.poll(); dead != null; dead = gone.poll()) {
            known.remove(dead);
        }
        known.add(new Known(pin, gone, thread));
    }

    @Override
    public List<Held> held(Generation generation) {
        List<Held> held = new ArrayList<>();
        for (Known entry : known) {
            Pin pin = entry.get();
            Thread thread = entry.thread.get();
            // A racy read: it may name a thread that has just left, never one that was not inside.
            if (pin != null
                    && thread != null
                    && pin.generation == generation
                    && pin.stripe != Pin.LENT) {
                held.add(new Held(describe(thread), thread::interrupt));
            }
        }
        return held;
    }

    private static String describe(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        String at = stack.length == 0 ? "" : " at " + stack[0];
        return "thread '" + thread.getName() + "' (#" + thread.threadId() + ")" + at;
    }

    /** A thread's pin, gone when the thread is, and the thread. */
    private static final class Known extends WeakReference<Pin> {
        final Reference<Thread> thread;

        Known(Pin pin, ReferenceQueue<Pin> gone, Thread thread) {
            super(pin, gone);
            this.thread = new WeakReference<>(thread);
        }
    }
}
