package dev.midstream.runtime.migration;

import dev.midstream.runtime.migration.Rule.Source;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Converts records by components: one method handle, made of the old accessors and the new
 * constructor. Components that stay are read and passed on as they are, numbers unboxed.
 */
final class RecordConverter extends Converter {

    /** A constructor's parameters beside the record and the walk: what a method handle can take. */
    static final int MOST_COMPONENTS = 200;

    /**
     * One component of the new record.
     *
     * @param reads (record) → component of the old one; empty if there is none
     * @param by what converts it; empty if it stays or is filled
     * @param constant what it is filled with; empty if it is read
     */
    record Slot(
            String name,
            Class<?> type,
            Optional<MethodHandle> reads,
            Optional<Converter> by,
            Optional<Object> constant) {}

    private final List<Slot> slots;
    private final MethodHandle whole;

    /**
     * A converter.
     *
     * @param from the old record's class
     * @param constructor the new one's
     * @param slots one for each of its parameters
     */
    RecordConverter(Class<?> from, MethodHandle constructor, List<Slot> slots) {
        this.slots = List.copyOf(slots);
        MethodHandle made = constructor;
        for (int i = slots.size() - 1; i >= 0; i--) {
            made = MethodHandles.collectArguments(made, i, source(from, slots.get(i)));
            if (i < slots.size() - 1) {
                made = joined(made, i);
            }
        }
        if (slots.isEmpty()) {
            made = MethodHandles.dropArguments(made, 0, from, Walk.class);
        }
        whole = made.asType(MethodType.methodType(Object.class, Object.class, Walk.class));
    }

    /** (…, record, walk, record, walk) as (…, record, walk). */
    private static MethodHandle joined(MethodHandle made, int at) {
        int[] order = new int[at + 4];
        for (int i = 0; i < at + 2; i++) {
            order[i] = i;
        }
        order[at + 2] = at;
        order[at + 3] = at + 1;
        MethodType type = made.type().dropParameterTypes(at + 2, at + 4);
        return MethodHandles.permuteArguments(made, type, order);
    }

    /** (record, walk) → component. */
    private static MethodHandle source(Class<?> from, Slot slot) {
        if (slot.constant().isPresent()) {
            MethodHandle constant =
                    MethodHandles.constant(slot.type(), slot.constant().orElseThrow());
            return MethodHandles.dropArguments(constant, 0, from, Walk.class);
        }
        if (slot.reads().isEmpty()) {
            MethodHandle fails = slot.by().orElseThrow().handle();
            return fails.asType(MethodType.methodType(slot.type(), from, Walk.class));
        }
        MethodHandle reads = slot.reads().orElseThrow();
        if (slot.by().isEmpty()) {
            MethodHandle read = reads.asType(MethodType.methodType(slot.type(), from));
            return MethodHandles.dropArguments(read, 1, Walk.class);
        }
        MethodHandle boxed = reads.asType(MethodType.methodType(Object.class, from));
        return MethodHandles.collectArguments(slot.by().orElseThrow().handle(), 0, boxed)
                .asType(MethodType.methodType(slot.type(), from, Walk.class));
    }

    @Override
    @Nullable Object convert(@Nullable Object value, Walk walk) throws Throwable {
        return value == null ? null : (Object) whole.invokeExact(value, walk);
    }

    @Override
    void locate(@Nullable Object value, String path, int deeper) throws MigrationFailed {
        if (value != null) {
            for (Slot slot : slots) {
                if (slot.by().isPresent()) {
                    Object component;
                    try {
                        component = read(slot, value);
                    } catch (Throwable failure) {
                        throw failed(path + "." + slot.name(), failure);
                    }
                    slot.by().get().locate(component, path + "." + slot.name(), deeper);
                }
            }
        }
        super.locate(value, path, deeper);
    }

    private static @Nullable Object read(Slot slot, Object value) throws Throwable {
        return slot.reads().isEmpty() ? null : slot.reads().get().invoke(value);
    }

    @Override
    void inside(@Nullable Object value, BiConsumer<PairConverter, Object> found) throws Throwable {
        if (value != null) {
            for (Slot slot : slots) {
                if (slot.by().isPresent()) {
                    slot.by().get().inside(read(slot, value), found);
                }
            }
        }
    }

    /** Collects the slots of a record. */
    static final class Slots {
        private final List<Slot> slots = new ArrayList<>();

        void constant(String name, Class<?> type, Object value) {
            slots.add(new Slot(name, type, Optional.empty(), Optional.empty(), Optional.of(value)));
        }

        void read(String name, Class<?> type, MethodHandle reads, Optional<Converter> by) {
            slots.add(new Slot(name, type, Optional.of(reads), by, Optional.empty()));
        }

        void missing(String name, Class<?> type, Source.Missing why) {
            slots.add(
                    new Slot(
                            name,
                            type,
                            Optional.empty(),
                            Optional.of(Simple.never(why.why())),
                            Optional.empty()));
        }

        List<Slot> all() {
            return slots;
        }
    }
}
