package dev.midstream.runtime.actor;

import org.jspecify.annotations.Nullable;

/** The desk of a thread that drives actors; one for all whom it drives, so that a turn is seen. */
final class DrivenDesk extends Desk {

    private static final ThreadLocal<DrivenDesk> DESKS = ThreadLocal.withInitial(DrivenDesk::new);

    private Behaviours current = Behaviours.NONE;
    private @Nullable Behaviours held;

    private DrivenDesk() {
        neverWaits(); // nobody else would answer
    }

    static DrivenDesk ofThread() {
        return DESKS.get();
    }

    /** What is current for whom this thread drives next. */
    void current(Behaviours next) {
        current = next;
    }

    @Override
    protected @Nullable Behaviours held() {
        return held;
    }

    @Override
    protected Behaviours enter() {
        held = current;
        return current;
    }

    @Override
    protected void exit() {
        held = null;
    }

    @Override
    protected Hold fork(String what, Behaviour of) {
        return new Hold() {
            @Override
            public void run(Runnable work) {
                work.run();
            }

            @Override
            public void cancel() {}
        };
    }
}
