package dev.midstream.benchmarks;

import dev.midstream.benchmarks.contract.ActorWork;
import dev.midstream.benchmarks.contract.TurnWork;
import dev.midstream.runtime.Midstream;
import dev.midstream.runtime.finding.Refused;

/** Actors of an app in a host, reached as a module reaches them: pins, loaders and all. */
final class MidstreamActors implements AutoCloseable {

    private static final String SOURCE =
            """
            package tiny;

            import dev.midstream.api.*;
            import dev.midstream.benchmarks.contract.ActorWork;
            import dev.midstream.benchmarks.contract.TurnWork;
            import java.util.ArrayList;
            import java.util.List;
            import java.util.concurrent.CompletableFuture;

            public final class WorkModule implements AppModule {
                public record State(long sum, int next) {}

                public sealed interface Message {
                    record Add(int number) implements Message {}
                    record Sum() implements Message, Ask<Message, Long> {}
                    record Clear() implements Message, Ask<Message, Long> {}
                }

                public record Passed(long balls) {}
                public sealed interface RingMessage {
                    record Pass(int steps, int size, int at) implements RingMessage {}
                    record Count() implements RingMessage, Ask<RingMessage, Long> {}
                }

                private final Actors<Message> adders;
                private final Actors<RingMessage> ring;
                private final Actors<IdleMessage> idles;

                public WorkModule(Actors<Message> adders, Actors<RingMessage> ring, Actors<IdleMessage> idles) {
                    this.adders = adders;
                    this.ring = ring;
                    this.idles = idles;
                }

                @ActorType("adder")
                static final class Adder implements Actor<State, Message> {
                    @Override public State create(String key) { return new State(0, 0); }
                    @Override public State receive(State state, Message message, Turn<Message> turn) {
                        return switch (message) {
                            case Message.Add(int number) -> {
                                if (number != state.next()) throw new IllegalStateException("out of order");
                                yield new State(state.sum() + number, state.next() + 1);
                            }
                            case Message.Sum sum -> { turn.reply(sum, state.sum()); yield state; }
                            case Message.Clear clear -> { turn.reply(clear, state.sum()); yield new State(0, 0); }
                        };
                    }
                }

                public record Idle(long number) {}
                public sealed interface IdleMessage {
                    record Hello(long number) implements IdleMessage {}
                    record Show() implements IdleMessage, Ask<IdleMessage, Long> {}
                }

                @ActorType("idle")
                static final class Idler implements Actor<Idle, IdleMessage> {
                    @Override public Idle create(String key) { return new Idle(-1); }
                    @Override public Idle receive(Idle idle, IdleMessage message, Turn<IdleMessage> turn) {
                        return switch (message) {
                            case IdleMessage.Hello(long number) -> new Idle(number);
                            case IdleMessage.Show show -> { turn.reply(show, idle.number()); yield idle; }
                        };
                    }
                }

                @ActorType("ring")
                static final class Ring implements Actor<Passed, RingMessage> {
                    private final Actors<RingMessage> ring;
                    Ring(Actors<RingMessage> ring) { this.ring = ring; }
                    @Override public Passed create(String key) { return new Passed(0); }
                    @Override public Passed receive(Passed passed, RingMessage message, Turn<RingMessage> turn) {
                        return switch (message) {
                            case RingMessage.Pass(int steps, int size, int at) -> {
                                if (steps > 1) {
                                    int next = (at + 1) % size;
                                    turn.tell(ring, KEYS[next], new RingMessage.Pass(steps - 1, size, next));
                                }
                                yield new Passed(passed.balls() + 1);
                            }
                            case RingMessage.Count count -> { turn.reply(count, passed.balls()); yield new Passed(passed.balls()); }
                        };
                    }
                }

                static final String[] KEYS = new String[1024];
                static { for (int i = 0; i < KEYS.length; i++) KEYS[i] = "k" + i; }

                @Override public void configure(Wiring wiring) {
                    wiring.actor(new Adder());
                    wiring.actor(new Ring(ring));
                    wiring.actor(new Idler());
                }

                @Provides public ActorWork work() {
                    return new Worker();
                }

                @Provides public TurnWork turns() {
                    return new Worker();
                }

                private final class Worker implements ActorWork, TurnWork {
                        @Override public void tells(int actors, int messages) {
                            List<ActorRef<Message>> refs = new ArrayList<>();
                            for (int i = 0; i < actors; i++) refs.add(adders.at(KEYS[i]));
                            for (int m = 0; m < messages; m++) {
                                for (ActorRef<Message> ref : refs) {
                                    tell(ref, new Message.Add(m));
                                }
                            }
                            for (ActorRef<Message> ref : refs) {
                                check((long) messages * (messages - 1) / 2, ref.ask(new Message.Clear()).toCompletableFuture().join());
                            }
                        }

                        private void tell(ActorRef<Message> ref, Message message) {
                            while (true) {
                                try {
                                    ref.tell(message);
                                    return;
                                } catch (Overloaded full) {
                                    Thread.yield();
                                }
                            }
                        }

                        @Override public void asks(int actors, int questions) {
                            List<ActorRef<Message>> refs = new ArrayList<>();
                            for (int i = 0; i < actors; i++) refs.add(adders.at(KEYS[i]));
                            List<CompletableFuture<Long>> open = new ArrayList<>();
                            for (int q = 0; q < questions; q++) {
                                for (ActorRef<Message> ref : refs) {
                                    open.add(ref.ask(new Message.Sum()).toCompletableFuture());
                                    if (open.size() == 64) {
                                        for (CompletableFuture<Long> one : open) check(0, one.join());
                                        open.clear();
                                    }
                                }
                            }
                            for (CompletableFuture<Long> one : open) check(0, one.join());
                        }

                        @Override public void keyedAsks(int actors, int questions) {
                            List<CompletableFuture<Long>> open = new ArrayList<>();
                            for (int q = 0; q < questions; q++) {
                                for (int i = 0; i < actors; i++) {
                                    open.add(adders.ask(KEYS[i], new Message.Sum()).toCompletableFuture());
                                    if (open.size() == 64) {
                                        for (CompletableFuture<Long> one : open) check(0, one.join());
                                        open.clear();
                                    }
                                }
                            }
                            for (CompletableFuture<Long> one : open) check(0, one.join());
                        }

                        @Override public void ring(int actors, int balls, int steps) {
                            long before = passed(actors);
                            for (int b = 0; b < balls; b++) {
                                int at = b % actors;
                                ring.tell(KEYS[at], new RingMessage.Pass(steps, actors, at));
                            }
                            long end = System.nanoTime() + 60_000_000_000L;
                            while (passed(actors) - before < (long) balls * steps) {
                                if (System.nanoTime() > end) throw new IllegalStateException("balls were lost");
                                java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
                            }
                        }

                        private long passed(int actors) {
                            long sum = 0;
                            for (int i = 0; i < actors; i++) sum += ring.ask(KEYS[i], new RingMessage.Count()).toCompletableFuture().join();
                            return sum;
                        }

                        @Override public void tellTurns(int turns) {
                            ActorRef<Message> ref = adders.at(KEYS[0]);
                            for (int i = 0; i < turns; i++) ref.tell(new Message.Add(i));
                            check((long) turns * (turns - 1) / 2, ref.ask(new Message.Clear()).toCompletableFuture().join());
                        }

                        @Override public long askTurns(int turns) {
                            ActorRef<Message> ref = adders.at(KEYS[1]);
                            long sum = 0;
                            for (int i = 0; i < turns; i++) sum += ref.ask(new Message.Sum()).toCompletableFuture().join();
                            return sum;
                        }

                        @Override public long keyedAskTurns(int turns) {
                            long sum = 0;
                            for (int i = 0; i < turns; i++) sum += adders.ask(KEYS[i & 63], new Message.Sum()).toCompletableFuture().join();
                            return sum;
                        }

                        @Override public int create(int from, int to) {
                            for (int i = from; i < to; i++) idles.tell("idle-" + i, new IdleMessage.Hello(i));
                            return to - from;
                        }

                        @Override public long stateOf(int actor) {
                            return idles.ask("idle-" + actor, new IdleMessage.Show()).toCompletableFuture().join();
                        }

                        private void check(long expected, long seen) {
                            if (expected != seen) throw new IllegalStateException(expected + " expected, seen " + seen);
                        }
                }
            }
            """;

    private final Midstream midstream;

    MidstreamActors() {
        try {
            midstream =
                    Midstream.builder()
                            .artefact(TinyApp.artefact("tiny.WorkModule", SOURCE))
                            .contract(ActorWork.class, TurnWork.class)
                            .start();
        } catch (Refused e) {
            throw new IllegalStateException("the benchmarks' app was refused: " + e, e);
        }
    }

    ActorWork work() {
        return midstream.reference(ActorWork.class);
    }

    TurnWork turns() {
        return midstream.reference(TurnWork.class);
    }

    @Override
    public void close() {
        midstream.close();
    }
}
