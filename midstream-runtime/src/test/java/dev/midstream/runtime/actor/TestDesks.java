package dev.midstream.runtime.actor;

import org.jspecify.annotations.Nullable;

/** Desks of threads whose generations are a test's: current behaviours, and what is held. */
final class TestDesks {

    private volatile Behaviours current = Behaviours.NONE;
    private final ThreadLocal<TestDesk> desks = ThreadLocal.withInitial(() -> new TestDesk(this));

    void current(Behaviours next) {
        current = next;
    }

    Desk desk() {
        return desks.get();
    }

    /** Has the calling thread hold behaviours, as a request does; null for none. */
    void hold(@Nullable Behaviours behaviours) {
        desks.get().held = behaviours;
    }

    private static final class TestDesk extends Desk {
        private final TestDesks desks;
        @Nullable Behaviours held;

        TestDesk(TestDesks desks) {
            this.desks = desks;
        }

        @Override
        protected @Nullable Behaviours held() {
            return held;
        }

        @Override
        protected Behaviours enter() {
            Behaviours entered = desks.current;
            held = entered;
            return entered;
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
}
