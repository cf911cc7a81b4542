package dev.midstream.server.bench;

import dev.midstream.server.bench.BenchResult.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A benchmark as a picture: p99 per 100 ms of every contestant, one strip above the other with the
 * same axes, and what happened when. SVG, for a README: it brings its own background, dark where
 * the reader's is.
 */
final class Chart {

    private static final int WIDTH = 880;
    private static final int STRIP = 156;
    private static final int LEFT = 62;
    private static final int RIGHT = 20;
    private static final int TOP = 74;
    private static final int BOTTOM = 66;
    private static final int TITLE = 46;
    private static final int GAP = 8;
    private static final double FROM_SECONDS = -10;
    private static final double LEAST_TO_SECONDS = 20;
    private static final double MOST_TO_SECONDS = 45;
    private static final double LOWEST_MICROS = 500;
    private static final double HIGHEST_MICROS = 10_000_000;
    private static final double LETTER = 7.6;
    private static final List<String> MARKS =
            List.of(Series.COMMAND, Series.CUTOVER, Series.SWEEP, Series.UNLOAD);
    private static final String STYLE =
            """
            <style>
            text { font-family: system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif;
              font-size: 12px }
            .head { font-size: 17px; font-weight: 600 }
            .name { font-size: 14px; font-weight: 600 }
            .bad { font-weight: 600 }
            .band { opacity: .6 }
            .dip { opacity: .35 }
            .mark { stroke-dasharray: 2 3 }
            .line { fill: none; stroke-width: 1.5; stroke-linejoin: round }
            .own { stroke-width: 1.9 }
            .paper { fill: #ffffff; stroke: #d1d9e0 }
            text { fill: #59636e }
            .head, .name { fill: #1f2328 }
            .bad { fill: #cf222e }
            .grid { stroke: #eaeef2 }
            .band { fill: #c8d1da }
            .dip { fill: #cf222e }
            .mark { stroke: #59636e }
            .cutover { stroke: #1f2328 }
            .line { stroke: #57606a }
            .own { stroke: #0969da }
            @media (prefers-color-scheme: dark) {
              .paper { fill: #0d1117; stroke: #3d444d }
              text { fill: #9198a1 }
              .head, .name { fill: #f0f6fc }
              .bad { fill: #ff7b72 }
              .grid { stroke: #21262d }
              .band { fill: #3d444d }
              .dip { fill: #f85149 }
              .mark { stroke: #9198a1 }
              .cutover { stroke: #f0f6fc }
              .line { stroke: #9198a1 }
              .own { stroke: #58a6ff }
            }
            </style>
            """;

    private final StringBuilder svg = new StringBuilder();
    private final double toSeconds;

    private Chart(double toSeconds) {
        this.toSeconds = toSeconds;
    }

    /** The file's text. */
    static String of(BenchResult result) {
        Map<Entry, Series> series = new LinkedHashMap<>();
        double to = LEAST_TO_SECONDS;
        for (Entry entry : result.entries()) {
            Series one = Series.of(entry.runs());
            if (!one.p99Micros().isEmpty()) {
                series.put(entry, one);
                to = Math.max(to, one.p99Micros().lastKey() / 10.0);
            }
        }
        Chart chart = new Chart(Math.min(to, MOST_TO_SECONDS));
        chart.draw(result, series);
        return chart.svg.toString();
    }

    private void draw(BenchResult result, Map<Entry, Series> series) {
        int height = TOP + series.size() * STRIP + BOTTOM;
        put(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                        + " height=\"%d\" role=\"img\">",
                WIDTH, height, WIDTH, height);
        put("<title>p99 per 100 ms while a loaded server is upgraded</title>");
        svg.append(STYLE);
        put(
                "<rect class=\"paper\" x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"8\"/>",
                WIDTH - 1, height - 1);
        text(LEFT, 30, "head", "", "What clients see while a loaded server is upgraded");
        text(
                LEFT,
                50,
                "",
                "",
                "p99 of each 100 ms, logarithmic; 0 s is the first answer of the new version."
                        + " CARTS/1 at "
                        + load(result)
                        + ", one core.");
        int top = TOP;
        for (Map.Entry<Entry, Series> one : series.entrySet()) {
            boolean own = top == TOP;
            strip(one.getKey(), one.getValue(), top, own);
            top += STRIP;
        }
        seconds(top + 8);
        legend(top + 40, result);
        svg.append("</svg>\n");
    }

    private static String load(BenchResult result) {
        String plan = result.machine().getOrDefault("plan", "");
        int rate = plan.indexOf("rate ");
        String said = rate < 0 ? "" : plan.substring(rate + "rate ".length());
        return said.startsWith("half") ? "half of what each can do" : said;
    }

    private void strip(Entry entry, Series series, int top, boolean own) {
        int plotTop = top + TITLE;
        int plotBottom = top + STRIP - GAP;
        titles(entry, top);
        double bandTop = y(series.bandTo(), plotTop, plotBottom);
        put(
                "<rect class=\"band\" x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%.1f\"/>",
                LEFT,
                bandTop,
                WIDTH - LEFT - RIGHT,
                Math.max(1, y(series.bandFrom(), plotTop, plotBottom) - bandTop));
        for (int micros = 1_000; micros <= 10_000_000; micros *= 10) {
            double y = y(micros, plotTop, plotBottom);
            put(
                    "<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>",
                    LEFT, y, WIDTH - RIGHT, y);
            text(LEFT - 7, y + 4, "", "text-anchor=\"end\"", time(micros));
        }
        marks(series, plotTop, plotBottom);
        dip(series, plotTop, plotBottom);
        line(series, plotTop, plotBottom, own);
    }

    private void titles(Entry entry, int top) {
        String disturbed = entry.undisturbed() ? "" : " (disturbed)";
        text(LEFT, top + 14, "name", "", entry.contestant().title() + disturbed);
        Figures figures = entry.figures();
        long lost = figures.failed() + figures.wrong() + figures.regressions();
        String said =
                String.format(
                        Locale.ROOT,
                        "%,.0f requests/s \u00b7 longest silence %s",
                        figures.saturation(),
                        time(figures.silenceWorst()));
        List<String> what = new ArrayList<>();
        if (lost > 0) {
            what.add(String.format(Locale.ROOT, "%,d requests lost", lost));
        }
        if (figures.connectionsLost() > 0) {
            long closed = figures.connectionsLost();
            what.add(String.format(Locale.ROOT, "%,d connections closed", closed));
        }
        String bad = String.join(" \u00b7 ", what);
        put(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s%s</text>",
                WIDTH - RIGHT,
                top + 14,
                said,
                bad.isEmpty()
                        ? " \u00b7 nothing lost"
                        : " \u00b7 <tspan class=\"bad\">" + bad + "</tspan>");
    }

    private void marks(Series series, int plotTop, int plotBottom) {
        List<String> labels =
                MARKS.stream()
                        .filter(series.marks()::containsKey)
                        .sorted(Comparator.comparing(series.marks()::get))
                        .toList();
        double free = LEFT;
        for (String label : labels) {
            double seconds = series.marks().getOrDefault(label, 0.0) / 1_000;
            if (seconds < FROM_SECONDS) {
                String said = String.format(Locale.ROOT, "\u2190 %s at %.0f s", label, seconds);
                text(LEFT, plotTop - 9, "", "", said);
                free = LEFT + said.length() * LETTER;
                continue;
            }
            if (seconds > toSeconds) {
                String said = String.format(Locale.ROOT, "%s at %.0f s \u2192", label, seconds);
                text(WIDTH - RIGHT, plotTop - 9, "", "text-anchor=\"end\"", said);
                continue;
            }
            double x = x(seconds);
            put(
                    "<line class=\"mark%s\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>",
                    label.equals(Series.CUTOVER) ? " cutover" : "", x, plotTop - 6, x, plotBottom);
            // The first name stands left of its line; what finds no room beside its own, further
            // right.
            double width = label.length() * LETTER;
            boolean left = label.equals(Series.COMMAND) && x - width > free;
            double at = left ? x - width : Math.max(x - 2, free);
            text(at, plotTop - 9, "", "", label);
            free = at + width;
        }
    }

    private List<double[]> points(Series series, int plotTop, int plotBottom) {
        List<double[]> points = new ArrayList<>();
        series.p99Micros()
                .forEach((bin, micros) -> {
                    double seconds = bin / 10.0;
                    if (seconds >= FROM_SECONDS && seconds <= toSeconds) {
                        points.add(new double[] {x(seconds), y(micros, plotTop, plotBottom)});
                    }
                });
        return points;
    }

    /** What lies above the band. */
    private void dip(Series series, int plotTop, int plotBottom) {
        double band = y(series.bandTo(), plotTop, plotBottom);
        StringBuilder path = new StringBuilder();
        boolean above = false;
        double last = 0;
        for (double[] point : points(series, plotTop, plotBottom)) {
            if (point[1] < band) {
                if (!above) {
                    path.append(String.format(Locale.ROOT, "M%.1f,%.1f ", point[0], band));
                }
                path.append(String.format(Locale.ROOT, "L%.1f,%.1f ", point[0], point[1]));
                above = true;
                last = point[0];
            } else if (above) {
                path.append(String.format(Locale.ROOT, "L%.1f,%.1f Z ", last, band));
                above = false;
            }
        }
        if (above) {
            path.append(String.format(Locale.ROOT, "L%.1f,%.1f Z", last, band));
        }
        if (!path.isEmpty()) {
            put("<path class=\"dip\" d=\"%s\"/>", path.toString().strip());
        }
    }

    private void line(Series series, int plotTop, int plotBottom, boolean own) {
        StringBuilder points = new StringBuilder();
        for (double[] point : points(series, plotTop, plotBottom)) {
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", point[0], point[1]));
        }
        put(
                "<polyline class=\"line%s\" points=\"%s\"/>",
                own ? " own" : "", points.toString().strip());
    }

    private void seconds(int y) {
        for (int second = (int) FROM_SECONDS; second <= toSeconds; second += 5) {
            text(x(second), y, "", "text-anchor=\"middle\"", second + " s");
        }
    }

    private void legend(int y, BenchResult result) {
        put("<rect class=\"band\" x=\"%d\" y=\"%d\" width=\"22\" height=\"10\"/>", LEFT, y - 9);
        text(LEFT + 28, y, "", "", "nine of ten 100 ms before the command");
        put(
                "<rect class=\"dip\" x=\"%d\" y=\"%d\" width=\"22\" height=\"10\"/>",
                LEFT + 276, y - 9);
        text(LEFT + 304, y, "", "", "above them");
        text(
                WIDTH - RIGHT,
                y,
                "",
                "text-anchor=\"end\"",
                "median of "
                        + upgrades(result)
                        + "; "
                        + result.machine().getOrDefault("processor", "")
                        + ", "
                        + result.machine().getOrDefault("begun", "").replaceAll("T.*", ""));
    }

    private static String upgrades(BenchResult result) {
        int most = result.entries().stream().mapToInt(e -> e.figures().upgrades()).max().orElse(0);
        return most == 1 ? "1 upgrade" : most + " upgrades";
    }

    private double x(double seconds) {
        double share = (seconds - FROM_SECONDS) / (toSeconds - FROM_SECONDS);
        return LEFT + share * (WIDTH - LEFT - RIGHT);
    }

    private static double y(double micros, int top, int bottom) {
        double bounded = Math.clamp(micros, LOWEST_MICROS, HIGHEST_MICROS);
        double share = Math.log(bounded / LOWEST_MICROS) / Math.log(HIGHEST_MICROS / LOWEST_MICROS);
        return bottom - share * (bottom - top);
    }

    private static String time(double micros) {
        if (micros < 0) {
            return "-";
        }
        double value = micros < 1_000_000 ? micros / 1_000 : micros / 1_000_000;
        boolean whole = value == Math.rint(value) || value >= 10;
        return String.format(Locale.ROOT, whole ? "%.0f" : "%.1f", value)
                + (micros < 1_000_000 ? " ms" : " s");
    }

    private void text(double x, double y, String kind, String more, String words) {
        put(
                "<text x=\"%.1f\" y=\"%.1f\"%s%s>%s</text>",
                x,
                y,
                kind.isEmpty() ? "" : " class=\"" + kind + "\"",
                more.isEmpty() ? "" : " " + more,
                words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is in a library not needed else
    private void put(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
