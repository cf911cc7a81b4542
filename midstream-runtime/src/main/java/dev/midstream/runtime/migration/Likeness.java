package dev.midstream.runtime.migration;

import dev.midstream.runtime.shape.Definition;
import dev.midstream.runtime.shape.Definition.Choice;
import dev.midstream.runtime.shape.Definition.Component;
import dev.midstream.runtime.shape.Definition.Product;
import dev.midstream.runtime.shape.Definition.Sum;
import dev.midstream.runtime.shape.Shapes;
import dev.midstream.runtime.shape.Type;
import dev.midstream.runtime.shape.Type.Leaf;
import dev.midstream.runtime.shape.Type.Many;
import dev.midstream.runtime.shape.Type.Named;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells types of two worlds that are made of the same, whatever the outermost is called. */
final class Likeness {

    private final Shapes one;
    private final Shapes other;
    private final Set<List<Type>> assumed = new HashSet<>();

    Likeness(Shapes one, Shapes other) {
        this.one = one;
        this.other = other;
    }

    /** Whether every value of either can be one of the other as it is. */
    boolean same(Type left, Type right) {
        return switch (left) {
            case Leaf leaf -> leaf.equals(right);
            case Many many ->
                    right instanceof Many others
                            && many.container() == others.container()
                            && all(many.of(), others.of());
            case Named named ->
                    right instanceof Named others
                            && (!assumed.add(List.of(left, right))
                                    || defined(one.definition(named), other.definition(others)));
        };
    }

    private boolean inside(Type left, Type right) {
        boolean named = left instanceof Named && right instanceof Named;
        return (!named || ((Named) left).lastName().equals(((Named) right).lastName()))
                && same(left, right);
    }

    private boolean all(List<Type> left, List<Type> right) {
        for (int i = 0; i < left.size(); i++) {
            if (!inside(left.get(i), right.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean defined(Definition left, Definition right) {
        return switch (left) {
            case Choice choice ->
                    right instanceof Choice others
                            && Set.copyOf(choice.constants())
                                    .equals(Set.copyOf(others.constants()));
            case Product product -> right instanceof Product others && products(product, others);
            case Sum sum -> right instanceof Sum others && sums(sum, others);
        };
    }

    private boolean products(Product left, Product right) {
        if (left.components().size() != right.components().size()) {
            return false;
        }
        for (Component each : left.components()) {
            if (right.component(each.name()).isEmpty()
                    || !inside(each.type(), right.component(each.name()).orElseThrow().type())) {
                return false;
            }
        }
        return true;
    }

    private boolean sums(Sum left, Sum right) {
        List<Named> cases = Cases.of(one, left);
        List<Named> others = Cases.of(other, right);
        if (cases.size() != others.size()) {
            return false;
        }
        for (Named each : cases) {
            if (Cases.match(each, others).filter(match -> same(each, match)).isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
