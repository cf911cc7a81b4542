package dev.midstream.runtime.linkage;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Loader constraints, JVMS 5.3.4: when two loaders share a signature, each type in it must be one
 * definition for both. The JVM notices at the call, in the middle of traffic.
 */
final class Constraints {

    private final Map<Pair, Boolean> known = new HashMap<>();

    private record Pair(Origin one, Origin other, String type) {}

    /** A type that two loaders define apart. */
    record Violation(Definition one, Definition other) {}

    /** The first type in a descriptor that two loaders do not agree on. */
    Optional<Violation> check(Origin one, Origin other, String descriptor) {
        if (one.equals(other) || descriptor.indexOf('L') < 0) {
            return Optional.empty();
        }
        for (String type : Descriptors.types(descriptor)) {
            Pair pair = new Pair(one, other, type);
            Boolean agree = known.get(pair);
            if (agree == null) {
                agree = agree(one, other, type);
                known.put(pair, agree);
            }
            if (!agree) {
                return Optional.of(
                        new Violation(
                                one.find(type).orElseThrow(), other.find(type).orElseThrow()));
            }
        }
        return Optional.empty();
    }

    /** What only one of them finds is never loaded by the other, and cannot disagree. */
    private static boolean agree(Origin one, Origin other, String type) {
        Optional<Definition> first = one.find(type);
        Optional<Definition> second = other.find(type);
        return first.isEmpty() || second.isEmpty() || first.get() == second.get();
    }
}
