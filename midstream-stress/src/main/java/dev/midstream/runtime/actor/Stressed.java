package dev.midstream.runtime.actor;

import dev.midstream.api.Actor;
import dev.midstream.api.Actors;
import dev.midstream.api.Turn;
import java.util.List;

/**
 * One actor type whose turns count, note the order of each sender and notice company, with plain
 * fields: only the engine's own ordering makes them right. A run is worked on by whoever schedules
 * it, so that the threads of a test are all there are.
 */
class Stressed {

    /** A message: the n-th of a sender, after which the actor may stop. */
    record Numbered(int sender, int number, boolean stops) {}

    private static final ThreadLocal<StressDesk> DESKS = ThreadLocal.withInitial(StressDesk::new);

    final ActorEngine engine =
            ActorEngine.driven(ActorOptions.DEFAULT.trust(0), ActorClock.SYSTEM, new Caller());

    int handled;
    int disorder;
    int company;
    private int inside;
    private final int[] last = new int[3];

    final Behaviour one = behaviour("m@1");
    final Behaviours first = new Behaviours(List.of(one));

    Stressed() {
        engine.open(DESKS::get);
        engine.cutOver(first);
    }

    Behaviour behaviour(String subject) {
        Behaviour made =
                engine.behaviour(
                        "t",
                        subject,
                        Stressed.class.getClassLoader(),
                        String.class,
                        Numbered.class);
        made.bind(new Counting());
        return made;
    }

    @SuppressWarnings("unchecked")
    static Actors<Numbered> handle(Behaviour behaviour) {
        return (Actors<Numbered>) behaviour.handle();
    }

    /** Has the calling thread hold behaviours, so that it may run turns, and enter them in runs. */
    static void hold(Behaviours held) {
        DESKS.get().held = held;
    }

    final void tell(Behaviour by, int sender, int number, boolean stops) {
        handle(by).tell("a", new Numbered(sender, number, stops));
    }

    /** Four if all went well: handled, in order, alone; else what did not. */
    final String verdict(int sent) {
        return handled == sent && disorder == 0 && company == 0
                ? "well"
                : handled + " handled, " + disorder + " disorders, " + company + " overlaps";
    }

    private final class Counting implements Actor<String, Numbered> {
        @Override
        public String create(String key) {
            return key;
        }

        @Override
        public String receive(String state, Numbered message, Turn<Numbered> turn) {
            if (inside++ != 0) {
                company++;
            }
            handled++;
            if (last[message.sender()] != message.number() - 1) {
                disorder++;
            }
            last[message.sender()] = message.number();
            if (message.stops()) {
                turn.stop();
            }
            inside--;
            return state;
        }
    }

    private static final class Caller implements ActorPool {
        @Override
        public void execute(Run run) {
            run.work();
        }

        @Override
        public void hold() {
            throw new UnsupportedOperationException("runs at once");
        }

        @Override
        public Run held(Cell cell) {
            throw new UnsupportedOperationException("runs at once");
        }

        @Override
        public void release() {}

        @Override
        public int queued() {
            return 0;
        }

        @Override
        public void writeOff() {}

        @Override
        public void back() {}

        @Override
        public void close() {}
    }

    private static final class StressDesk extends Desk {
        Behaviours held = Behaviours.NONE;

        @Override
        protected Behaviours held() {
            return held;
        }

        @Override
        protected Behaviours enter() {
            return held;
        }

        @Override
        protected void exit() {}

        @Override
        protected Hold fork(String what, Behaviour of) {
            throw new UnsupportedOperationException("no turn of a stress test runs anything");
        }
    }
}
