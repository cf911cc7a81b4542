package dev.midstream.runtime.linkage;

import dev.midstream.runtime.linkage.ClassFacts.Shape;
import java.lang.reflect.AccessFlag;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks up members as the JVM does: JVMS 5.4.3.2 (fields), 5.4.3.3 and 5.4.3.4 (methods), 5.4.6
 * (selection). Remembers what it has found.
 */
final class Resolver {

    static final String OBJECT = "java/lang/Object";

    private final Map<Definition, Ancestry> ancestries = new HashMap<>();
    private final Map<Asked, Resolved> members = new HashMap<>();

    private record Asked(Definition owner, String key, boolean ofInterface) {}

    /** What a look-up of a member came to. */
    sealed interface Resolved {

        /** A member, where it is declared. */
        record Found(Definition in, int flags) implements Resolved {
            boolean has(AccessFlag flag) {
                return ClassFacts.has(flags, flag);
            }
        }

        /** The class is there, the member is not. */
        record NoMember() implements Resolved {}

        /** A class above the owner is not there, so that the owner cannot be loaded. */
        record Broken(String absent) implements Resolved {}

        /** Nothing can be said: some class file above cannot be read. */
        record Unknown() implements Resolved {}
    }

    /**
     * The types above a type, itself among them.
     *
     * @param classes itself, its superclass, and so on
     * @param interfaces all interfaces, each before those that it extends
     * @param absent the first type that is not there; empty if all are
     */
    record Ancestry(List<Definition> classes, List<Definition> interfaces, String absent) {

        boolean opaque() {
            return classes.stream().anyMatch(type -> type.shape().opaque())
                    || interfaces.stream().anyMatch(type -> type.shape().opaque());
        }
    }

    Ancestry ancestry(Definition type) {
        Ancestry known = ancestries.get(type);
        if (known == null) {
            known = climb(type);
            ancestries.put(type, known);
        }
        return known;
    }

    private static Ancestry climb(Definition type) {
        List<Definition> classes = new ArrayList<>();
        Set<Definition> interfaces = new LinkedHashSet<>();
        Deque<Definition> queue = new ArrayDeque<>();
        String absent = "";
        Optional<Definition> level = Optional.of(type);
        while (level.isPresent() && !classes.contains(level.get())) {
            Definition here = level.get();
            classes.add(here);
            queue.add(here);
            String parent = here.shape().parent();
            level = parent.isEmpty() ? Optional.empty() : here.origin().find(parent);
            if (level.isEmpty() && !parent.isEmpty() && absent.isEmpty()) {
                absent = parent;
            }
        }
        Set<Definition> climbed = new LinkedHashSet<>();
        while (!queue.isEmpty()) {
            Definition here = queue.remove();
            if (!climbed.add(here)) {
                continue;
            }
            if (here.shape().isInterface()) {
                interfaces.add(here);
            }
            for (String name : here.shape().interfaces()) {
                Optional<Definition> above = here.origin().find(name);
                above.ifPresent(queue::add);
                if (above.isEmpty() && absent.isEmpty()) {
                    absent = name;
                }
            }
        }
        return new Ancestry(List.copyOf(classes), List.copyOf(interfaces), absent);
    }

    /** Whether a type is another or below it. */
    boolean isBelow(Definition type, Definition above) {
        Ancestry ancestry = ancestry(type);
        return ancestry.classes().contains(above) || ancestry.interfaces().contains(above);
    }

    /** Looks up a field. */
    Resolved field(Definition owner, String key) {
        return members.computeIfAbsent(new Asked(owner, key, false), a -> lookUpField(owner, key));
    }

    private Resolved lookUpField(Definition owner, String key) {
        Ancestry ancestry = ancestry(owner);
        if (!ancestry.absent().isEmpty()) {
            return new Resolved.Broken(ancestry.absent());
        }
        for (Definition type : concat(ancestry)) {
            Integer flags = type.shape().fields().get(key);
            if (flags != null) {
                return new Resolved.Found(type, flags);
            }
        }
        return ancestry.opaque() ? new Resolved.Unknown() : new Resolved.NoMember();
    }

    private static List<Definition> concat(Ancestry ancestry) {
        List<Definition> all = new ArrayList<>(ancestry.classes());
        all.addAll(ancestry.interfaces());
        return all;
    }

    /** Looks up a method of a class or of an interface. */
    Resolved method(Definition owner, String key) {
        boolean ofInterface = owner.shape().isInterface();
        return members.computeIfAbsent(
                new Asked(owner, key, ofInterface), a -> lookUpMethod(owner, key));
    }

    private Resolved lookUpMethod(Definition owner, String key) {
        Ancestry ancestry = ancestry(owner);
        if (!ancestry.absent().isEmpty()) {
            return new Resolved.Broken(ancestry.absent());
        }
        for (Definition type : ancestry.classes()) {
            Integer flags = type.shape().methods().get(key);
            boolean visible =
                    type == owner || !owner.shape().isInterface() || isOfEveryObject(flags);
            if (flags != null && visible) {
                return new Resolved.Found(type, flags);
            }
            if (isPolymorphic(type.shape(), key)) {
                return new Resolved.Found(type, AccessFlag.PUBLIC.mask());
            }
        }
        List<Resolved.Found> candidates = inherited(ancestry, key);
        Optional<Resolved.Found> concrete =
                candidates.stream().filter(found -> !found.has(AccessFlag.ABSTRACT)).findFirst();
        if (concrete.isPresent()) {
            return concrete.get();
        }
        if (!candidates.isEmpty()) {
            return candidates.getFirst();
        }
        return ancestry.opaque() ? new Resolved.Unknown() : new Resolved.NoMember();
    }

    private static boolean isOfEveryObject(@Nullable Integer flags) {
        return flags != null
                && ClassFacts.has(flags, AccessFlag.PUBLIC)
                && !ClassFacts.has(flags, AccessFlag.STATIC);
    }

    /** Methods that take whatever they are called with. */
    private static boolean isPolymorphic(Shape type, String key) {
        boolean holder =
                type.name().equals("java/lang/invoke/MethodHandle")
                        || type.name().equals("java/lang/invoke/VarHandle");
        if (!holder) {
            return false;
        }
        String prefix = key.substring(0, key.indexOf('(')) + "([Ljava/lang/Object;)";
        return type.methods().entrySet().stream()
                .anyMatch(method ->
                        method.getKey().startsWith(prefix)
                                && ClassFacts.has(method.getValue(), AccessFlag.NATIVE));
    }

    /** The maximally specific methods of the interfaces above a type. */
    private List<Resolved.Found> inherited(Ancestry ancestry, String key) {
        List<Resolved.Found> all = new ArrayList<>();
        for (Definition type : ancestry.interfaces()) {
            Integer flags = type.shape().methods().get(key);
            if (flags != null
                    && !ClassFacts.has(flags, AccessFlag.PRIVATE)
                    && !ClassFacts.has(flags, AccessFlag.STATIC)) {
                all.add(new Resolved.Found(type, flags));
            }
        }
        return all.size() < 2
                ? all
                : all.stream()
                        .filter(found ->
                                all.stream()
                                        .noneMatch(other ->
                                                other.in() != found.in()
                                                        && isBelow(other.in(), found.in())))
                        .toList();
    }

    /**
     * The method that a call of an instance method comes to on an object of a class; empty if there
     * is none, or several.
     */
    Optional<Resolved.Found> selected(Definition type, String key) {
        Ancestry ancestry = ancestry(type);
        for (Definition level : ancestry.classes()) {
            Integer flags = level.shape().methods().get(key);
            if (flags != null
                    && !ClassFacts.has(flags, AccessFlag.STATIC)
                    && !ClassFacts.has(flags, AccessFlag.PRIVATE)) {
                Resolved.Found found = new Resolved.Found(level, flags);
                return found.has(AccessFlag.ABSTRACT) ? Optional.empty() : Optional.of(found);
            }
        }
        List<Resolved.Found> concrete =
                inherited(ancestry, key).stream()
                        .filter(found -> !found.has(AccessFlag.ABSTRACT))
                        .toList();
        return concrete.size() == 1 ? Optional.of(concrete.getFirst()) : Optional.empty();
    }
}
