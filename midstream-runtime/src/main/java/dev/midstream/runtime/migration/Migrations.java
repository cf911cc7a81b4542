package dev.midstream.runtime.migration;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the values of all actors come from what runs to what is to run, and back.
 *
 * @param plans for each type that both know and whose classes are loaded anew
 * @param kept the types that the candidate knows
 * @param removed how many actors live of each type that the candidate does not know
 */
public record Migrations(
        List<ActorPlans> plans, Set<String> kept, SortedMap<String, Long> removed) {

    /** Nothing has to come. */
    public static final Migrations NONE = new Migrations(List.of(), Set.of(), new TreeMap<>());

    /** Whether all states can be taken back, and what of them. */
    public WayBack wayBack() {
        return WayBack.all(plans.stream().map(ActorPlans::wayBack).toList());
    }
}
