package dev.midstream.runtime.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Counts the differences of one subject's turns. Used by one thread. */
public final class Tally {

    /** Paths that are told apart; further ones are counted in the turns alone. */
    private static final int MOST_PATHS = 100;

    private static final int EXAMPLES = 3;

    private final String name;
    private final int kept;
    private final List<Expectation> expectations;
    private final boolean values;
    private final Set<String> masked;
    private final Map<Way, Counted> ways = new LinkedHashMap<>();
    private final Set<Expectation> used = new HashSet<>();
    private int compared;
    private int different;
    private int unexpected;

    private record Way(String path, DifferenceKind kind) {}

    private static final class Counted {
        int count;
        Optional<String> expected = Optional.empty();
        final List<Comparison.Example> examples = new ArrayList<>();
    }

    /**
     * None so far.
     *
     * @param name the subject's name
     * @param kept how many turns were kept of it
     * @param expectations what may differ
     * @param values whether examples of values are told
     * @param masked names of components whose values are never told, in lower case
     */
    public Tally(
            String name,
            int kept,
            List<Expectation> expectations,
            boolean values,
            Set<String> masked) {
        this.name = name;
        this.kept = kept;
        this.expectations = List.copyOf(expectations);
        this.values = values;
        this.masked = Set.copyOf(masked);
    }

    /**
     * Counts a turn.
     *
     * @param key of its actor
     * @param differences how it ended otherwise; empty if it did not
     * @param again how two runs of the new version differed
     */
    public void add(String key, List<Difference> differences, List<Difference> again) {
        compared++;
        Set<String> unstable = new HashSet<>();
        again.forEach(each -> unstable.add(each.path()));
        Set<Way> seen = new HashSet<>();
        boolean differs = false;
        boolean surprises = false;
        for (Difference each : differences) {
            DifferenceKind kind =
                    unstable.contains(each.path()) ? DifferenceKind.UNSTABLE : each.kind();
            Optional<Expectation> expected = expected(each.path());
            expected.ifPresent(used::add);
            differs |= kind.counts();
            surprises |= kind.counts() && expected.isEmpty();
            Way way = new Way(each.path(), kind);
            if (seen.add(way) && (ways.containsKey(way) || ways.size() < MOST_PATHS)) {
                count(key, each, ways.computeIfAbsent(way, _ -> new Counted()), expected);
            }
        }
        different += differs ? 1 : 0;
        unexpected += surprises ? 1 : 0;
    }

    private void count(
            String key, Difference difference, Counted into, Optional<Expectation> expected) {
        into.count++;
        into.expected = expected.map(Expectation::why);
        if (values && into.examples.size() < EXAMPLES) {
            boolean hidden = isMasked(difference.path());
            into.examples.add(
                    new Comparison.Example(
                            key,
                            hidden ? "***" : difference.before(),
                            hidden ? "***" : difference.now()));
        }
    }

    private Optional<Expectation> expected(String path) {
        return expectations.stream().filter(each -> each.covers(name, path)).findFirst();
    }

    /** Whether any part of a path has a name whose values are never told. */
    private boolean isMasked(String path) {
        for (String part : path.replace("[]", "").replace("{}", "").split("\\.", -1)) {
            if (masked.contains(part.toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }

    /** The expectations that were met. */
    public Set<Expectation> used() {
        return Set.copyOf(used);
    }

    /** What was counted. */
    public Comparison.Subject subject() {
        List<Comparison.Path> paths = new ArrayList<>();
        ways.forEach((way, counted) ->
                paths.add(
                        new Comparison.Path(
                                way.path(),
                                way.kind(),
                                counted.count,
                                counted.expected,
                                counted.examples)));
        paths.sort(Comparator.comparingInt(Comparison.Path::count).reversed());
        return new Comparison.Subject(name, kept, compared, different, unexpected, paths);
    }
}
