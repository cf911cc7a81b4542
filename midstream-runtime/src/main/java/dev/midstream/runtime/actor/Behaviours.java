package dev.midstream.runtime.actor;

import dev.midstream.runtime.record.Reservoir;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The behaviours of one generation, by the slot of their type. Immutable. */
public final class Behaviours {

    private static final Object NOBODY = new Object();

    /** None. */
    public static final Behaviours NONE = new Behaviours(List.of());

    private final @Nullable Behaviour[] bySlot;
    private final List<Behaviour> all;
    private final Object owner;

    /** These behaviours, each of another type, for nobody. */
    public Behaviours(List<Behaviour> all) {
        this(all, NOBODY);
    }

    /**
     * These behaviours, each of another type.
     *
     * @param owner whose they are, for desks; actors do not look into it
     */
    public Behaviours(List<Behaviour> all, Object owner) {
        this.owner = owner;
        this.all = List.copyOf(all);
        int slots = all.stream().mapToInt(each -> each.table().slot() + 1).max().orElse(0);
        bySlot = new Behaviour[slots];
        for (Behaviour each : all) {
            bySlot[each.table().slot()] = each;
        }
    }

    /** All of them. */
    public List<Behaviour> all() {
        return new ArrayList<>(all);
    }

    /** How many turns they have run, about. */
    public long sampled() {
        return all.stream()
                .flatMap(each -> each.turns().kinds().stream())
                .mapToLong(Reservoir.Kind::count)
                .sum();
    }

    /** The one of a type; null if this generation does not know it. */
    @Nullable Behaviour at(int slot) {
        return slot < bySlot.length ? bySlot[slot] : null;
    }

    /** Whose they are. */
    public Object owner() {
        return owner;
    }

    /** Whether it is one of them. */
    public boolean has(Behaviour behaviour) {
        return at(behaviour.table().slot()) == behaviour;
    }
}
