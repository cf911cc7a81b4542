package dev.midstream.runtime.linkage;

import dev.midstream.runtime.linkage.Resolver.Ancestry;
import dev.midstream.runtime.linkage.Resolver.Resolved;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether classes and lambdas have what their types demand. The JVM notices at the first call of
 * the method that is missing ({@code AbstractMethodError}).
 */
final class Implementation {

    private final Resolver resolver;
    private final Constraints constraints;
    private final Map<Definition, List<String>> demands = new HashMap<>();

    Implementation(Resolver resolver, Constraints constraints) {
        this.resolver = resolver;
        this.constraints = constraints;
    }

    /** What a concrete class lacks, and what it means otherwise than the type that demands it. */
    List<Fault> concrete(Definition type, boolean ofAppOnly) {
        List<Fault> faults = new ArrayList<>();
        Ancestry ancestry = resolver.ancestry(type);
        if (!ancestry.absent().isEmpty() || ancestry.opaque()) {
            return faults;
        }
        List<Definition> above = new ArrayList<>(ancestry.interfaces());
        above.addAll(ancestry.classes());
        for (Definition demanding : above) {
            if (demanding == type || (ofAppOnly && !demanding.ofModule())) {
                continue;
            }
            for (String key : abstractMethods(demanding)) {
                Optional<Resolved.Found> selected = resolver.selected(type, key);
                if (selected.isEmpty()) {
                    faults.add(lacking(type, demanding, key));
                } else {
                    agreeing(demanding, key, selected.get()).ifPresent(faults::add);
                }
            }
        }
        return faults;
    }

    private List<String> abstractMethods(Definition type) {
        return demands.computeIfAbsent(
                type,
                t ->
                        t.shape().methods().entrySet().stream()
                                .filter(m -> ClassFacts.has(m.getValue(), AccessFlag.ABSTRACT))
                                .map(Map.Entry::getKey)
                                .sorted()
                                .toList());
    }

    private static Fault lacking(Definition type, Definition demanding, String key) {
        String member = Descriptors.member(demanding.name(), key);
        return new Fault(
                LinkError.NOT_IMPLEMENTED,
                member,
                "does not implement " + Words.returning(key) + ", which " + demanding + " demands",
                type.ofModule()
                        ? "Implement it in module '" + type.unit().name() + "'"
                        : "Take a version of " + type.unit().name() + " that fits",
                demanding.ofModule());
    }

    private Optional<Fault> agreeing(Definition demanding, String key, Resolved.Found selected) {
        return constraints
                .check(selected.in().origin(), demanding.origin(), key.substring(key.indexOf('(')))
                .map(violation ->
                        ReferenceCheck.twoDefinitions(
                                "implements " + Descriptors.member(demanding.name(), key),
                                Descriptors.member(demanding.name(), key),
                                selected.in(),
                                demanding,
                                violation));
    }

    /** What is wrong with a lambda for an interface. */
    Optional<Fault> lambda(Definition from, Definition type, Symbol symbol) {
        String name = Descriptors.name(type.name());
        if (!type.shape().isInterface()) {
            return type.shape().opaque()
                    ? Optional.empty()
                    : Optional.of(
                            new Fault(
                                    LinkError.OTHER_KIND,
                                    name,
                                    "has a lambda for " + type + ", which is no interface now",
                                    Words.compileAgain(from),
                                    type.ofModule()));
        }
        if (!type.shape().permitted().isEmpty()) {
            return Optional.of(
                    new Fault(
                            LinkError.SEALED,
                            name,
                            "has a lambda for " + type + ", which is sealed now",
                            Words.compileAgain(from),
                            type.ofModule()));
        }
        for (String key : open(type)) {
            if (!key.substring(0, key.indexOf('(')).equals(symbol.name())) {
                return Optional.of(
                        new Fault(
                                LinkError.NOT_IMPLEMENTED,
                                Descriptors.member(type.name(), key),
                                "has a lambda for "
                                        + type
                                        + " that implements "
                                        + Descriptors.member(symbol.key())
                                        + "; the interface demands "
                                        + Words.returning(key)
                                        + " now",
                                Words.compileAgain(from),
                                type.ofModule()));
            }
        }
        return constraints
                .check(from.origin(), type.origin(), symbol.descriptor())
                .map(violation ->
                        ReferenceCheck.twoDefinitions(
                                "has a lambda for " + name + "." + symbol.name(),
                                name + "." + symbol.name(),
                                from,
                                type,
                                violation));
    }

    /** The abstract methods of an interface that no default implements. */
    private List<String> open(Definition type) {
        Ancestry ancestry = resolver.ancestry(type);
        Definition object = ancestry.classes().getLast();
        List<String> keys = new ArrayList<>();
        for (Definition demanding : ancestry.interfaces()) {
            for (String key : abstractMethods(demanding)) {
                if (!object.shape().methods().containsKey(key)
                        && resolver.selected(type, key).isEmpty()) {
                    keys.add(key);
                }
            }
        }
        return keys;
    }
}
