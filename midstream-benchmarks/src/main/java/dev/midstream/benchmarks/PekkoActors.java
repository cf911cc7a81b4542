package dev.midstream.benchmarks;

import dev.midstream.benchmarks.contract.ActorWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/** The same work by Apache Pekko's typed actors, with mutable state, as its manual has it. */
final class PekkoActors implements ActorWork, AutoCloseable {

    private static final List<String> KEYS =
            IntStream.range(0, 1_024).mapToObj(i -> "k" + i).toList();
    private static final Duration SOON = Duration.ofSeconds(60);

    private final ActorSystem<SpawnProtocol.Command> system =
            ActorSystem.create(Behaviors.setup(context -> SpawnProtocol.create()), "comparison");
    private final List<ActorRef<Message>> adders = new ArrayList<>();
    private final List<ActorRef<RingMessage>> ring = new ArrayList<>();
    private final Map<String, ActorRef<Message>> byKey = new ConcurrentHashMap<>();

    PekkoActors(int actors) {
        for (int i = 0; i < actors; i++) {
            adders.add(spawn(Behaviors.setup(Adder::new), "adder" + i));
            byKey.put(KEYS.get(i), adders.get(i));
            ring.add(spawn(Behaviors.setup(context -> new Ring(context, ring)), "ring" + i));
        }
    }

    private <T> ActorRef<T> spawn(Behavior<T> behavior, String name) {
        return await(
                AskPattern.<SpawnProtocol.Command, ActorRef<T>>ask(
                                system,
                                replyTo ->
                                        new SpawnProtocol.Spawn<>(
                                                behavior, name, Props.empty(), replyTo),
                                SOON,
                                system.scheduler())
                        .toCompletableFuture());
    }

    sealed interface Message {
        record Add(int number) implements Message {}

        record Sum(ActorRef<Long> replyTo) implements Message {}

        record Clear(ActorRef<Long> replyTo) implements Message {}
    }

    private static final class Adder extends AbstractBehavior<Message> {
        private long sum;
        private int next;

        Adder(ActorContext<Message> context) {
            super(context);
        }

        @Override
        public Receive<Message> createReceive() {
            return newReceiveBuilder().onAnyMessage(this::on).build();
        }

        private Behavior<Message> on(Message message) {
            switch (message) {
                case Message.Add(int number) -> {
                    if (number != next++) {
                        throw new IllegalStateException("out of order");
                    }
                    sum += number;
                }
                case Message.Sum(ActorRef<Long> replyTo) -> replyTo.tell(sum);
                case Message.Clear(ActorRef<Long> replyTo) -> {
                    replyTo.tell(sum);
                    sum = 0;
                    next = 0;
                }
            }
            return this;
        }
    }

    sealed interface RingMessage {
        record Pass(int steps, int size, int at) implements RingMessage {}

        record Count(ActorRef<Long> replyTo) implements RingMessage {}
    }

    private static final class Ring extends AbstractBehavior<RingMessage> {
        private final List<ActorRef<RingMessage>> ring;
        private long passed;

        Ring(ActorContext<RingMessage> context, List<ActorRef<RingMessage>> ring) {
            super(context);
            this.ring = ring;
        }

        @Override
        public Receive<RingMessage> createReceive() {
            return newReceiveBuilder().onAnyMessage(this::on).build();
        }

        private Behavior<RingMessage> on(RingMessage message) {
            switch (message) {
                case RingMessage.Pass(int steps, int size, int at) -> {
                    passed++;
                    if (steps > 1) {
                        int next = (at + 1) % size;
                        ring.get(next).tell(new RingMessage.Pass(steps - 1, size, next));
                    }
                }
                case RingMessage.Count(ActorRef<Long> replyTo) -> replyTo.tell(passed);
            }
            return this;
        }
    }

    @Override
    public void tells(int actors, int messages) {
        for (int m = 0; m < messages; m++) {
            for (int i = 0; i < actors; i++) {
                adders.get(i).tell(new Message.Add(m));
            }
        }
        for (int i = 0; i < actors; i++) {
            check((long) messages * (messages - 1) / 2, await(ask(i, Message.Clear::new)));
        }
    }

    private CompletableFuture<Long> ask(
            int actor, org.apache.pekko.japi.function.Function<ActorRef<Long>, Message> message) {
        return ask(adders.get(actor), message);
    }

    private CompletableFuture<Long> ask(
            ActorRef<Message> actor,
            org.apache.pekko.japi.function.Function<ActorRef<Long>, Message> message) {
        return AskPattern.ask(actor, message, SOON, system.scheduler()).toCompletableFuture();
    }

    @Override
    public void asks(int actors, int questions) {
        List<CompletableFuture<Long>> open = new ArrayList<>();
        for (int q = 0; q < questions; q++) {
            for (int i = 0; i < actors; i++) {
                open.add(ask(i, Message.Sum::new));
                if (open.size() == 64) {
                    open.forEach(one -> check(0, await(one)));
                    open.clear();
                }
            }
        }
        open.forEach(one -> check(0, await(one)));
    }

    /** Pekko's local actors have no keys of their own: a map, as one would write it. */
    @Override
    public void keyedAsks(int actors, int questions) {
        List<CompletableFuture<Long>> open = new ArrayList<>();
        for (int q = 0; q < questions; q++) {
            for (int i = 0; i < actors; i++) {
                ActorRef<Message> found = Objects.requireNonNull(byKey.get(KEYS.get(i)));
                open.add(ask(found, Message.Sum::new));
                if (open.size() == 64) {
                    open.forEach(one -> check(0, await(one)));
                    open.clear();
                }
            }
        }
        open.forEach(one -> check(0, await(one)));
    }

    @Override
    public void ring(int actors, int balls, int steps) {
        long before = passed(actors);
        for (int b = 0; b < balls; b++) {
            int at = b % actors;
            ring.get(at).tell(new RingMessage.Pass(steps, actors, at));
        }
        long end = System.nanoTime() + SOON.toNanos();
        while (passed(actors) - before < (long) balls * steps) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("balls were lost");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    private long passed(int actors) {
        long sum = 0;
        for (int i = 0; i < actors; i++) {
            sum +=
                    await(
                            AskPattern.<RingMessage, Long>ask(
                                            ring.get(i),
                                            RingMessage.Count::new,
                                            SOON,
                                            system.scheduler())
                                    .toCompletableFuture());
        }
        return sum;
    }

    private static void check(long expected, long seen) {
        if (expected != seen) {
            throw new IllegalStateException(expected + " expected, seen " + seen);
        }
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(SOON.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("no answer", e);
        }
    }

    @Override
    public void close() {
        system.terminate();
    }
}
