package dev.midstream.benchmarks;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** What several measurements of one thing came to. */
record Spread(double median, double least, double most) {

    static Spread of(Collection<? extends Number> values) {
        double[] sorted = values.stream().mapToDouble(Number::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("nothing was measured; at least one value expected");
        }
        int half = sorted.length / 2;
        double median =
                sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    static Spread of(double... values) {
        return of(Arrays.stream(values).boxed().toList());
    }

    /** As a JSON object. */
    String json() {
        return String.format(
                Locale.ROOT, "{\"median\":%.3f,\"min\":%.3f,\"max\":%.3f}", median, least, most);
    }
}
