package dev.midstream.runtime.generation;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** How a value of one type goes from a module to the host. Immutable, but for {@link Wrapped}. */
sealed interface Handout {

    /**
     * What the host gets.
     *
     * @param value what the module gave
     * @param generation the module's, which the caller holds
     * @param stripe a shared one, for what goes on after the call
     */
    @Nullable Object of(@Nullable Object value, References from, Generation generation, int stripe);

    /** Whether every value of the type is data and passes as it is or as a copy. */
    boolean isData();

    /** Data of the JDK's or of a contract. */
    record AsIs() implements Handout {
        static final AsIs DATA = new AsIs();

        @Override
        public @Nullable Object of(
                @Nullable Object value, References from, Generation generation, int stripe) {
            return value;
        }

        @Override
        public boolean isData() {
            return true;
        }
    }

    /** An interface: calls on the object come back to its generation. */
    final class Wrapped implements Handout {
        private final Class<?> type;
        private @Nullable WrapperFactory factory;

        Wrapped(Class<?> type) {
            this.type = type;
        }

        /** Ends the making of it, which goes in circles where types do. */
        void factory(WrapperFactory made) {
            factory = made;
        }

        @Override
        public @Nullable Object of(
                @Nullable Object value, References from, Generation generation, int stripe) {
            WrapperFactory wrappers = factory;
            if (value == null || wrappers == null) {
                return null;
            }
            if (value instanceof Lent.Reference) {
                return value; // the host gave it to the module before
            }
            Lent lent = new Lent(from.gate(), generation, type, value);
            generation.lent().add(lent);
            return wrappers.wrap(lent);
        }

        @Override
        public boolean isData() {
            return false;
        }
    }

    /** An array. */
    record Elements(Class<?> component, Handout element) implements Handout {
        @Override
        public @Nullable Object of(
                @Nullable Object value, References from, Generation generation, int stripe) {
            if (value == null) {
                return null;
            }
            Object[] given = (Object[]) value;
            @Nullable Object[] out =
                    (@Nullable Object[]) Array.newInstance(component, given.length);
            for (int i = 0; i < given.length; i++) {
                out[i] = element.of(given[i], from, generation, stripe);
            }
            return out;
        }

        @Override
        public boolean isData() {
            return element.isData();
        }
    }

    /** An {@code Optional}. */
    record Perhaps(Handout element) implements Handout {
        @Override
        public @Nullable Object of(
                @Nullable Object value, References from, Generation generation, int stripe) {
            if (value == null) {
                return null;
            }
            return ((Optional<?>) value).map(each -> element.of(each, from, generation, stripe));
        }

        @Override
        public boolean isData() {
            return element.isData();
        }
    }

    /** A collection: as it is if it and its elements are the host's to see, else a copy. */
    record Several(Class<?> type, Handout element) implements Handout {
        @Override
        public @Nullable Object of(
                @Nullable Object value, References from, Generation generation, int stripe) {
            if (value == null || (element instanceof AsIs && !Failures.foreign(value.getClass()))) {
                return value;
            }
            Collection<@Nullable Object> out =
                    Set.class.isAssignableFrom(type) ? new LinkedHashSet<>() : new ArrayList<>();
            ((Collection<?>) value)
                    .forEach(each -> out.add(element.of(each, from, generation, stripe)));
            return out instanceof LinkedHashSet<@Nullable Object> set
                    ? Collections.unmodifiableSequencedSet(set)
                    : Collections.unmodifiableList((List<@Nullable Object>) out);
        }

        @Override
        public boolean isData() {
            return element.isData();
        }
    }

    /** A map; as {@link Several}. */
    record Mapped(Handout key, Handout element) implements Handout {
        @Override
        public @Nullable Object of(
                @Nullable Object value, References from, Generation generation, int stripe) {
            if (value == null
                    || (key instanceof AsIs
                            && element instanceof AsIs
                            && !Failures.foreign(value.getClass()))) {
                return value;
            }
            LinkedHashMap<@Nullable Object, @Nullable Object> out = new LinkedHashMap<>();
            ((Map<?, ?>) value)
                    .forEach((k, v) ->
                            out.put(
                                    key.of(k, from, generation, stripe),
                                    element.of(v, from, generation, stripe)));
            return Collections.unmodifiableSequencedMap(out);
        }

        @Override
        public boolean isData() {
            return key.isData() && element.isData();
        }
    }

    /** A stage: the call holds its generation until it is complete. */
    record Eventually(String what, Handout element) implements Handout {
        @Override
        public @Nullable Object of(
                @Nullable Object value, References from, Generation generation, int stripe) {
            return value == null
                    ? null
                    : from.stages()
                            .hold(
                                    (CompletionStage<?>) value,
                                    generation,
                                    stripe,
                                    what,
                                    element,
                                    from);
        }

        @Override
        public boolean isData() {
            return false;
        }
    }

    /** Makes the host's objects of one interface. */
    interface WrapperFactory {
        /** The host's object for one of a module's. */
        Object wrap(Lent lent);
    }
}
