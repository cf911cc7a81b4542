package dev.midstream.store;

import dev.midstream.api.Actor;
import dev.midstream.api.ActorType;
import dev.midstream.api.Migration;
import dev.midstream.api.Turn;
import dev.midstream.runtime.SnapshotStore.Running;
import dev.midstream.runtime.actor.ActorEngine;
import dev.midstream.runtime.actor.ActorIntake;
import dev.midstream.runtime.actor.ActorOptions;
import dev.midstream.runtime.actor.ActorOutflow;
import dev.midstream.runtime.actor.Behaviour;
import dev.midstream.runtime.actor.StoredActor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Actors of several versions of an app, handed out and taken in without a host. */
final class Kept {

    static final Running APP = new Running("shop", "abc", 1);

    private Kept() {}

    /** The first version. */
    static final class One {
        public record Line(String sku, int qty) {}

        public record Cart(List<Line> lines, long version) {}

        public sealed interface Message {
            record Add(String sku, int qty) implements Message {}

            record View() implements Message {}
        }

        @ActorType("cart")
        public static final class CartActor extends Still<Cart, Message> {}
    }

    /** A quantity is wider, and points are derived. */
    static final class Two {
        public record Line(String sku, long qty) {}

        public record Cart(List<Line> lines, long version, long points) {
            public record V1(List<Line> lines, long version) {}

            @Migration
            public static Cart from(V1 old) {
                long points = old.lines().stream().mapToLong(Line::qty).sum();
                return new Cart(old.lines(), old.version(), points);
            }
        }

        public sealed interface Message {
            record Add(String sku, long qty) implements Message {}

            record View() implements Message {}
        }

        @ActorType("cart")
        public static final class CartActor extends Still<Cart, Message> {}
    }

    /** Two steps after the first: points became a level. */
    static final class Three {
        public record Line(String sku, long qty) {}

        public record Cart(List<Line> lines, long version, String level) {
            public record V1(List<Line> lines, long version) {}

            public record V2(List<Line> lines, long version, long points) {
                @Migration
                public static V2 from(V1 old) {
                    long points = old.lines().stream().mapToLong(Line::qty).sum();
                    return new V2(old.lines(), old.version(), points);
                }
            }

            @Migration
            public static Cart level(V2 old) {
                return new Cart(old.lines(), old.version(), old.points() > 10 ? "gold" : "plain");
            }
        }

        public sealed interface Message {
            record Add(String sku, long qty) implements Message {}

            record View() implements Message {}
        }

        @ActorType("cart")
        public static final class CartActor extends Still<Cart, Message> {}
    }

    /** What nobody can derive: a component that old values have nothing for. */
    static final class Refusing {
        public record Cart(List<One.Line> lines, long version, String owner) {}

        @ActorType("cart")
        public static final class CartActor extends Still<Cart, One.Message> {}
    }

    /** Does nothing: no turn runs here. */
    abstract static class Still<S, M> implements Actor<S, M> {
        @Override
        public S create(String key) {
            throw new UnsupportedOperationException(key);
        }

        @Override
        public S receive(S state, M message, Turn<M> turn) {
            return state;
        }
    }

    /** A behaviour of an actor class. */
    static Behaviour behaviour(String type, Actor<?, ?> actor) {
        ActorEngine engine = ActorEngine.start(ActorOptions.DEFAULT);
        engine.close();
        Behaviour behaviour =
                engine.behaviour(
                        type, "m@1", Kept.class.getClassLoader(), Object.class, Object.class);
        behaviour.bind(actor);
        return behaviour;
    }

    /** An actor of the first version. */
    static StoredActor cart(String key, int lines) {
        List<One.Line> all = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            all.add(new One.Line("SKU-" + i, i + 1));
        }
        return new StoredActor(
                key,
                new One.Cart(List.copyOf(all), lines),
                List.of(new StoredActor.Timer("t", 1_000L, new One.Message.View())),
                List.of(new One.Message.Add("x", 1), new One.Message.View()));
    }

    /** Hands out what it has. */
    record Out(Behaviour behaviour, List<StoredActor> actors, long numbers)
            implements ActorOutflow {

        @Override
        public long size() {
            return actors.size();
        }

        @Override
        public <X extends Exception> void each(Taker<X> taker) throws X {
            for (StoredActor actor : actors) {
                taker.take(behaviour, actor);
            }
        }
    }

    /** Keeps what comes. */
    static final class In implements ActorIntake {
        final List<Behaviour> known;
        final List<StoredActor> actors = new ArrayList<>();
        final SortedMap<String, Long> unknown = new TreeMap<>();
        long numbers;

        In(Behaviour... known) {
            this.known = List.of(known);
        }

        @Override
        public Optional<Behaviour> behaviour(String type) {
            return known.stream().filter(each -> each.type().equals(type)).findFirst();
        }

        @Override
        public void add(Behaviour behaviour, StoredActor actor) {
            if (actors.stream().anyMatch(each -> each.key().equals(actor.key()))) {
                throw new IllegalStateException(actor.key() + " is there already");
            }
            actors.add(actor);
        }

        @Override
        public void numbersFrom(long last) {
            numbers = last;
        }

        @Override
        public void unknown(String type, long count) {
            unknown.put(type, count);
        }
    }

    /** Counts what comes. */
    static final class Count implements ActorIntake {
        final TreeSet<Integer> lines = new TreeSet<>();
        long count;
        private final Behaviour carts;

        Count(Behaviour carts) {
            this.carts = carts;
        }

        @Override
        public Optional<Behaviour> behaviour(String type) {
            return Optional.of(carts);
        }

        @Override
        public void add(Behaviour behaviour, StoredActor actor) {
            count++;
            lines.add(((One.Cart) Objects.requireNonNull(actor.state())).lines().size());
        }

        @Override
        public void numbersFrom(long last) {}

        @Override
        public void unknown(String type, long many) {}
    }
}
