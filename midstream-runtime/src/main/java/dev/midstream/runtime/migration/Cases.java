package dev.midstream.runtime.migration;

import dev.midstream.runtime.shape.Definition.Sum;
import dev.midstream.runtime.shape.Shapes;
import dev.midstream.runtime.shape.Type.Named;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The cases of sealed types that values can be of, and which of them are the same case. */
final class Cases {

    private Cases() {}

    /** The records and enums of a sealed type, those of its sealed cases too. */
    static List<Named> of(Shapes shapes, Sum sum) {
        Set<Named> found = new LinkedHashSet<>();
        collect(shapes, sum, found);
        return new ArrayList<>(found);
    }

    private static void collect(Shapes shapes, Sum sum, Set<Named> found) {
        for (Named each : sum.cases()) {
            if (shapes.definition(each) instanceof Sum inner) {
                collect(shapes, inner, found);
            } else {
                found.add(each);
            }
        }
    }

    /** The case of the same full name, else the only one of the same last name. */
    static Optional<Named> match(Named wanted, List<Named> among) {
        Optional<Named> full =
                among.stream()
                        .filter(each -> each.internalName().equals(wanted.internalName()))
                        .findFirst();
        if (full.isPresent()) {
            return full;
        }
        List<Named> last =
                among.stream().filter(each -> each.lastName().equals(wanted.lastName())).toList();
        return last.size() == 1 ? Optional.of(last.getFirst()) : Optional.empty();
    }
}
