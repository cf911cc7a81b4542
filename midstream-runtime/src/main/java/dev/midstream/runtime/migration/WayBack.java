package dev.midstream.runtime.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether states can be taken back, and what of them.
 *
 * @param kind whether
 * @param lost components of the old shape that going back cannot restore, {@code Cart.note}
 * @param dropped components that only the new shape has, which going back drops
 * @param blocked why there is no way back for some values: {@code Cart.version: long → int}
 */
public record WayBack(Kind kind, List<String> lost, List<String> dropped, List<String> blocked) {

    /** Nothing changes: there is always a way back. */
    public static final WayBack FREE =
            new WayBack(Kind.REVERSIBLE, List.of(), List.of(), List.of());

    /** The classes of upgrades, the better first. */
    public enum Kind {
        /** Going back gives every old state again. */
        REVERSIBLE,
        /** There is a way back for every state, and it loses named components. */
        LOSSY,
        /** There are states without a way back. */
        ONE_WAY
    }

    /** All ways back of one upgrade. */
    public static WayBack all(List<WayBack> ways) {
        Set<String> lost = new TreeSet<>();
        Set<String> dropped = new TreeSet<>();
        List<String> blocked = new ArrayList<>();
        Kind worst = Kind.REVERSIBLE;
        for (WayBack each : ways) {
            lost.addAll(each.lost());
            dropped.addAll(each.dropped());
            blocked.addAll(each.blocked());
            worst = each.kind().compareTo(worst) > 0 ? each.kind() : worst;
        }
        return new WayBack(worst, List.copyOf(lost), List.copyOf(dropped), List.copyOf(blocked));
    }

    static WayBack of(Plan up, Plan down) {
        Set<String> lost = new TreeSet<>(up.dropped());
        lost.addAll(down.filled());
        Set<String> dropped = new TreeSet<>(up.filled());
        dropped.addAll(down.dropped());
        List<String> blocked =
                down.problems().stream().map(each -> each.place() + ": " + each.text()).toList();
        Kind kind = !down.total() ? Kind.ONE_WAY : lost.isEmpty() ? Kind.REVERSIBLE : Kind.LOSSY;
        return new WayBack(kind, List.copyOf(lost), List.copyOf(dropped), blocked);
    }
}
