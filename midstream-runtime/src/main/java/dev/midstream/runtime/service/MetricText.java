package dev.midstream.runtime.service;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Metrics in Prometheus' text format, version 0.0.4. Used by one thread. */
public final class MetricText {

    private final SortedMap<String, Family> families = new TreeMap<>();

    private record Family(String type, SortedMap<String, String> values) {}

    /** No metrics. */
    public MetricText() {}

    /** Adds a value that only grows. */
    public void counter(String name, Map<String, String> labels, double value) {
        add("counter", name, labels, value);
    }

    /** Adds a value that comes and goes. */
    public void gauge(String name, Map<String, String> labels, double value) {
        add("gauge", name, labels, value);
    }

    private void add(String type, String name, Map<String, String> labels, double value) {
        Family family = families.computeIfAbsent(name, n -> new Family(type, new TreeMap<>()));
        if (family.type().equals(type)) { // a name has one type; what came first keeps it
            String written =
                    new TreeMap<>(labels)
                            .entrySet().stream()
                                    .map(label ->
                                            label.getKey()
                                                    + "=\""
                                                    + escaped(label.getValue())
                                                    + "\"")
                                    .collect(Collectors.joining(","));
            family.values().put(written, number(value));
        }
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /** All of it, sorted by name. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        families.forEach((name, family) -> {
            text.append("# TYPE ").append(name).append(' ').append(family.type()).append('\n');
            family.values()
                    .forEach((labels, value) ->
                            text.append(name)
                                    .append(labels.isEmpty() ? "" : "{" + labels + "}")
                                    .append(' ')
                                    .append(value)
                                    .append('\n'));
        });
        return text.toString();
    }
}
