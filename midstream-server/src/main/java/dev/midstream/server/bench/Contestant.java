package dev.midstream.server.bench;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A server that takes part: a folder with a file {@code contestant.properties}. Its commands are
 * run by {@code sh} in that folder; {@code docs/benchmarks.md} says what they find in their
 * environment.
 *
 * @param name the folder's name
 * @param folder where it is
 * @param title what it is, in a few words
 * @param needs a command that ends with 0 if everything is installed; empty if nothing is needed
 * @param install how to install what is needed
 * @param build what has to be done once; may be empty
 * @param start what serves; goes on until it is ended
 * @param upgrade what upgrades it; returns when the old code is gone. Empty for one that is never
 *     upgraded and takes part for comparison with a series
 * @param stages words with which {@code upgrade} begins a line when it has got so far; of these
 *     {@code sweep} and {@code unload} are drawn and have their own figures
 * @param yardstick what others are measured by it: {@code saturation}, {@code series} (how much it
 *     can do, beside those that were upgraded many times), {@code silence}, or nothing
 * @param loyalty whether its version 2 has all that the workload says, or other promotions only
 */
public record Contestant(
        String name,
        Path folder,
        String title,
        String needs,
        String install,
        String build,
        String start,
        String upgrade,
        List<String> stages,
        String yardstick,
        boolean loyalty) {

    /** It says how much a server can do that is plain Java in one class loader. */
    static final String SATURATION = "saturation";

    /** The same after the time of a series. */
    static final String SERIES = "series";

    /** It says which silence is possible. */
    static final String SILENCE = "silence";

    private static final String FILE = "contestant.properties";
    private static final Set<String> KEYS =
            Set.of(
                    "title",
                    "needs",
                    "install",
                    "build",
                    "start",
                    "upgrade",
                    "stages",
                    "change",
                    "place",
                    "yardstick");

    /**
     * All contestants of a folder, in the order of their {@code place}.
     *
     * @throws IOException if one cannot be read, or says something that is not understood
     */
    static List<Contestant> in(Path bench) throws IOException {
        record Placed(int place, Contestant contestant) {}
        List<Placed> placed = new ArrayList<>();
        try (Stream<Path> folders = Files.list(bench)) {
            for (Path folder : folders.sorted().toList()) {
                Path file = folder.resolve(FILE);
                if (Files.isRegularFile(file)) {
                    Properties said = new Properties();
                    try (Reader reader = Files.newBufferedReader(file)) {
                        said.load(reader);
                    }
                    placed.add(new Placed(place(file, said), read(file, folder, said)));
                }
            }
        }
        return placed.stream()
                .sorted(Comparator.comparingInt(Placed::place))
                .map(Placed::contestant)
                .toList();
    }

    /** Whether it is never upgraded. */
    public boolean stays() {
        return upgrade.isBlank();
    }

    private static int place(Path file, Properties said) throws IOException {
        String place = said.getProperty("place", "100");
        try {
            return Integer.parseInt(place);
        } catch (NumberFormatException notOne) {
            throw new IOException(file + ": place '" + place + "', a number expected", notOne);
        }
    }

    private static Contestant read(Path file, Path folder, Properties said) throws IOException {
        for (String key : said.stringPropertyNames()) {
            if (!KEYS.contains(key)) {
                throw new IOException(
                        file + ": unknown key '" + key + "', expected one of " + sorted());
            }
        }
        for (String key : List.of("title", "start")) {
            if (said.getProperty(key, "").isBlank()) {
                throw new IOException(file + ": no '" + key + "', which is required");
            }
        }
        String change = said.getProperty("change", "full");
        if (!change.equals("full") && !change.equals("table")) {
            throw new IOException(file + ": change '" + change + "', full or table expected");
        }
        String yardstick = said.getProperty("yardstick", "");
        if (!Set.of("", SATURATION, SERIES, SILENCE).contains(yardstick)) {
            throw new IOException(
                    file
                            + ": yardstick '"
                            + yardstick
                            + "', saturation, series or silence expected");
        }
        return new Contestant(
                folder.getFileName().toString(),
                folder,
                said.getProperty("title"),
                said.getProperty("needs", ""),
                said.getProperty("install", ""),
                said.getProperty("build", ""),
                said.getProperty("start"),
                said.getProperty("upgrade", ""),
                List.of(said.getProperty("stages", "").strip().split("[\\s,]+")),
                yardstick,
                change.equals("full"));
    }

    private static List<String> sorted() {
        return KEYS.stream().sorted().toList();
    }
}
