package dev.midstream.server.bench;

import dev.midstream.load.CartsRun;
import dev.midstream.server.bench.BenchResult.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A benchmark as a picture: p99 per 100 ms of every contestant, one strip above the other with the
 * same axes, and what happened when. SVG, for a README.
 */
final class Chart {

    private static final int WIDTH = 960;
    private static final int STRIP = 150;
    private static final int LEFT = 60;
    private static final int RIGHT = 16;
    private static final int TOP = 58;
    private static final int BOTTOM = 64;
    private static final int TITLE = 34;
    private static final double FROM_SECONDS = -10;
    private static final double LEAST_TO_SECONDS = 20;
    private static final double MOST_TO_SECONDS = 60;
    private static final double LOWEST_MICROS = 300;
    private static final double HIGHEST_MICROS = 10_000_000;
    private static final int LABEL_WIDTH = 52;
    private static final String LINE = "#0b5fff";
    private static final String BAND = "#d7dde5";
    private static final String INK = "#1f2328";
    private static final String FAINT = "#8c959f";

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
            Series one = Series.of(entry.runs(), entry.contestant().stages());
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
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"system-ui, sans-serif\" font-size=\"12\">",
                WIDTH, height);
        put("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, height);
        text(
                LEFT,
                22,
                INK,
                "font-size=\"15\" font-weight=\"600\"",
                "What clients see while a loaded server is upgraded: p99 per 100 ms");
        text(
                LEFT,
                40,
                FAINT,
                "",
                "CARTS/1, each at "
                        + load(result)
                        + ", one core for the server; 0 is the first answer of the new version");
        int top = TOP;
        for (Map.Entry<Entry, Series> one : series.entrySet()) {
            strip(one.getKey(), one.getValue(), top);
            top += STRIP;
        }
        seconds(top);
        legend(top + 46, result);
        svg.append("</svg>\n");
    }

    private static String load(BenchResult result) {
        String plan = result.machine().getOrDefault("plan", "");
        int rate = plan.indexOf("rate ");
        String said = rate < 0 ? "" : plan.substring(rate + "rate ".length());
        return said.startsWith("half") ? "half of what it can do" : said;
    }

    private void strip(Entry entry, Series series, int top) {
        int plotTop = top + TITLE;
        int plotBottom = top + STRIP - 8;
        String disturbed = entry.undisturbed() ? "" : " (disturbed)";
        text(LEFT, top + 14, INK, "font-weight=\"600\"", entry.contestant().title() + disturbed);
        Figures figures = entry.figures();
        text(
                WIDTH - RIGHT,
                top + 14,
                FAINT,
                "text-anchor=\"end\" font-size=\"11\"",
                String.format(
                        Locale.ROOT,
                        "%,.0f requests/s at most; longest silence %s; %,d failed; %,d connections"
                                + " closed; %d run%s",
                        figures.saturation(),
                        time(figures.silence()),
                        figures.failed(),
                        figures.connectionsLost(),
                        figures.runs(),
                        figures.runs() == 1 ? "" : "s"));
        double bandTop = y(series.bandTo(), plotTop, plotBottom);
        put(
                "<rect x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%.1f\" fill=\"%s\"/>",
                LEFT,
                bandTop,
                WIDTH - LEFT - RIGHT,
                Math.max(1, y(series.bandFrom(), plotTop, plotBottom) - bandTop),
                BAND);
        for (int micros = 1_000; micros <= 10_000_000; micros *= 10) {
            double y = y(micros, plotTop, plotBottom);
            put(
                    "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#e6e9ed\"/>",
                    LEFT, y, WIDTH - RIGHT, y);
            text(LEFT - 6, y + 4, FAINT, "text-anchor=\"end\" font-size=\"10\"", time(micros));
        }
        marks(series, plotTop, plotBottom);
        line(series, plotTop, plotBottom);
    }

    private void marks(Series series, int plotTop, int plotBottom) {
        Map<String, Double> marks = new LinkedHashMap<>();
        marks.put("command", series.marks().getOrDefault(CartsRun.COMMAND, Double.NaN));
        marks.put("cutover", 0.0);
        marks.put("sweep", series.marks().getOrDefault("sweep", Double.NaN));
        double returned = series.marks().getOrDefault(CartsRun.RETURNED, Double.NaN);
        marks.put("unload", series.marks().getOrDefault("unload", returned));
        List<Double> taken = new ArrayList<>();
        marks.forEach((label, millis) -> {
            double seconds = millis / 1_000;
            if (Double.isNaN(seconds) || seconds < FROM_SECONDS || seconds > toSeconds) {
                return;
            }
            double x = x(seconds);
            put(
                    "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"%s\""
                            + " stroke-dasharray=\"3 3\"/>",
                    x, plotTop - 4, x, plotBottom, FAINT);
            // Those that stand close together get their names beside each other.
            boolean left = label.equals(CartsRun.COMMAND);
            boolean crowded = !left && taken.stream().anyMatch(t -> Math.abs(t - x) < LABEL_WIDTH);
            double at = crowded ? x + LABEL_WIDTH : x + (left ? -3 : 3);
            if (!left) {
                taken.add(at);
            }
            text(
                    at,
                    plotTop - 5,
                    FAINT,
                    "font-size=\"10\"" + (left ? " text-anchor=\"end\"" : ""),
                    label);
        });
    }

    private void line(Series series, int plotTop, int plotBottom) {
        StringBuilder points = new StringBuilder();
        series.p99Micros()
                .forEach((bin, micros) -> {
                    double seconds = bin / 10.0;
                    if (seconds >= FROM_SECONDS && seconds <= toSeconds) {
                        points.append(
                                String.format(
                                        Locale.ROOT,
                                        "%.1f,%.1f ",
                                        x(seconds),
                                        y(micros, plotTop, plotBottom)));
                    }
                });
        put(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.4\"/>",
                points.toString().strip(), LINE);
    }

    private void seconds(int y) {
        for (int second = (int) FROM_SECONDS; second <= toSeconds; second += 5) {
            text(x(second), y + 8, FAINT, "text-anchor=\"middle\" font-size=\"10\"", second + " s");
        }
    }

    private void legend(int y, BenchResult result) {
        put("<rect x=\"%d\" y=\"%d\" width=\"26\" height=\"10\" fill=\"%s\"/>", LEFT, y - 9, BAND);
        text(
                LEFT + 34,
                y,
                FAINT,
                "",
                "nine of ten 100 ms before the command (nothing is done then)   \u2502   "
                        + result.machine().getOrDefault("processor", "")
                        + ", "
                        + result.machine().getOrDefault("begun", "").replaceAll("T.*", ""));
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

    private void text(double x, double y, String colour, String more, String words) {
        put(
                "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\" %s>%s</text>",
                x,
                y,
                colour,
                more,
                words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is in a library not needed else
    private void put(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
