package dev.midstream.runtime.comparison;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what differs between two values. Used once, by one thread. */
public final class Differences {

    /** Of one value; more say nothing new. */
    private static final int MOST = 500;

    private static final int LONGEST_TEXT = 60;

    private final List<Difference> found = new ArrayList<>();

    private Differences() {}

    /**
     * What differs between two values.
     *
     * @param root what the paths begin with
     */
    public static List<Difference> between(String root, Object before, Object now) {
        Differences differences = new Differences();
        differences.compare(root, Teller.of(before), Teller.of(now), null);
        return differences.found;
    }

    /**
     * What differs between a value that was converted, and one of the same classes.
     *
     * @param root what the paths begin with
     * @param original what was converted: a component that it does not have is an added one
     */
    public static List<Difference> between(
            String root, Object before, Object now, Object original) {
        Differences differences = new Differences();
        differences.compare(root, Teller.of(before), Teller.of(now), Teller.of(original));
        return differences.found;
    }

    private void add(String path, DifferenceKind kind, String before, String now) {
        if (found.size() < MOST) {
            found.add(new Difference(path, kind, before, now));
        }
    }

    private void compare(String path, Told before, Told now, @Nullable Told original) {
        if (before instanceof Told.Maybe || now instanceof Told.Maybe) {
            optional(path, before, now, original);
            return;
        }
        switch (before) {
            case Told.Leaf one when now instanceof Told.Leaf other -> leaves(path, one, other);
            case Told.Hidden one when now instanceof Told.Hidden other -> {
                if (!one.equals(other)) {
                    add(path, DifferenceKind.VALUE, "***", "***");
                }
            }
            case Told.Fields one when now instanceof Told.Fields other ->
                    fields(path, one, other, original);
            case Told.Items one when now instanceof Told.Items other ->
                    items(path + "[]", one.items(), other.items(), original);
            case Told.Group one when now instanceof Told.Group other -> {
                if (!one.items().equals(other.items())) {
                    add(
                            path + "[]",
                            DifferenceKind.ELEMENTS,
                            size(one.items()),
                            size(other.items()));
                }
            }
            case Told.Entries one when now instanceof Told.Entries other ->
                    entries(path + "{}", one.entries(), other.entries());
            case Told.Leaf _,
                    Told.Hidden _,
                    Told.Fields _,
                    Told.Items _,
                    Told.Group _,
                    Told.Entries _,
                    Told.Maybe _ ->
                    types(path, before, now);
        }
    }

    private void types(String path, Told before, Told now) {
        // What was secret in one version may be the same text in the other.
        boolean hidden = before instanceof Told.Hidden || now instanceof Told.Hidden;
        String one = hidden ? "***" : text(before);
        String other = hidden ? "***" : text(now);
        add(path, DifferenceKind.TYPE, one, other);
    }

    private static String size(Collection<?> all) {
        return all.size() + " elements";
    }

    private void optional(String path, Told before, Told now, @Nullable Told original) {
        Optional<Told> one = before instanceof Told.Maybe(var some) ? some : Optional.of(before);
        Optional<Told> other = now instanceof Told.Maybe(var some) ? some : Optional.of(now);
        Told first = original instanceof Told.Maybe(var some) ? some.orElse(null) : original;
        if (one.isPresent() && other.isPresent()) {
            compare(path, one.get(), other.get(), first);
        } else if (one.isPresent() || other.isPresent()) {
            add(
                    path,
                    DifferenceKind.PRESENCE,
                    one.map(Differences::text).orElse("empty"),
                    other.map(Differences::text).orElse("empty"));
        }
    }

    private void leaves(String path, Told.Leaf one, Told.Leaf other) {
        if (!same(one.value(), other.value())) {
            add(path, DifferenceKind.VALUE, text(one), text(other));
        }
    }

    private static boolean same(Object one, Object other) {
        if (one instanceof Long whole && other instanceof Double wide) {
            return whole.doubleValue() == wide;
        }
        return one.equals(other);
    }

    private void fields(String path, Told.Fields one, Told.Fields other, @Nullable Told original) {
        if (!one.name().equals(other.name())) {
            add(path, DifferenceKind.TYPE, text(one), text(other));
            return;
        }
        Map<String, Told> before = one.components();
        Map<String, Told> now = other.components();
        Map<String, Told> first = original instanceof Told.Fields(_, var all) ? all : before;
        before.forEach((name, value) -> {
            Told next = now.get(name);
            String at = path + "." + name;
            if (next == null) {
                add(at, DifferenceKind.MISSING, text(value), "");
            } else if (first.containsKey(name)) {
                compare(at, value, next, original == null ? null : first.get(name));
            }
        });
        now.forEach((name, value) -> {
            if (!first.containsKey(name) || !before.containsKey(name)) {
                add(path + "." + name, DifferenceKind.ADDED, "", text(value));
            }
        });
    }

    private void items(String path, List<Told> before, List<Told> now, @Nullable Told original) {
        if (before.size() != now.size()) {
            add(
                    path,
                    DifferenceKind.LENGTH,
                    Integer.toString(before.size()),
                    Integer.toString(now.size()));
        }
        List<Told> first =
                original instanceof Told.Items(var all) && all.size() == before.size()
                        ? all
                        : List.of();
        for (int i = 0; i < Math.min(before.size(), now.size()); i++) {
            compare(path, before.get(i), now.get(i), first.isEmpty() ? null : first.get(i));
        }
    }

    private void entries(String path, Map<Told, Told> before, Map<Told, Told> now) {
        before.forEach((key, value) -> {
            Told next = now.get(key);
            if (next == null) {
                add(path, DifferenceKind.MISSING, text(key), "");
            } else {
                compare(path, value, next, null);
            }
        });
        // Another key is another content of a value, unlike another component of its type.
        long more = now.keySet().stream().filter(key -> !before.containsKey(key)).count();
        if (more > 0) {
            add(path, DifferenceKind.LENGTH, size(before.keySet()), size(now.keySet()));
        }
    }

    private static String text(Told told) {
        String text =
                switch (told) {
                    case Told.Leaf(Object value) -> String.valueOf(value);
                    case Told.Hidden _ -> "***";
                    case Told.Fields(String name, Map<String, Told> components) ->
                            name.isEmpty()
                                    ? "{" + String.join(", ", components.keySet()) + "}"
                                    : name;
                    case Told.Items(List<Told> all) -> size(all);
                    case Told.Group(var all) -> size(all);
                    case Told.Entries(var all) -> size(all.keySet());
                    case Told.Maybe(var some) -> some.map(Differences::text).orElse("empty");
                };
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }
}
