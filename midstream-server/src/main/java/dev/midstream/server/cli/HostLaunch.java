package dev.midstream.server.cli;

import dev.midstream.admin.Home;
import dev.midstream.admin.HttpAddress;
import dev.midstream.runtime.finding.MidstreamException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the serving process is started with. {@code run} writes it into the argument file that the
 * launcher then runs {@code java} with; the host reads it back.
 *
 * @param home its home
 * @param app the folder or file that it was started with
 * @param http where to serve
 * @param gzip whether texts are compressed for clients that take gzip
 * @param accessLog where each request leaves a line; empty for no such log
 * @param idle how long an open connection may wait for its next request
 * @param snapshot where actors are kept between two hosts; empty if they are not
 * @param snapshotDeadline how long restoring, and saving, them may take
 * @param json whether to say so as JSON
 */
public record HostLaunch(
        Home home,
        Path app,
        HttpAddress http,
        boolean gzip,
        Optional<Path> accessLog,
        Duration idle,
        Optional<Path> snapshot,
        Duration snapshotDeadline,
        boolean json) {

    /** Says that MIDSTREAM_JAVA_OPTS names a collector of its own. */
    private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC\\b");

    /** In place of a file; not one of that name. */
    private static final Path STANDARD_OUTPUT = Path.of("-");

    /** In place of a path, which is absolute or a dash. */
    private static final String NO_PATH = "none";

    private static final int WORDS = 9;
    private static final String HOST_CLASS = "dev.midstream.server.Host";

    /** Absolute paths, since they outlive the command that names them. */
    public HostLaunch {
        app = app.toAbsolutePath().normalize();
        accessLog =
                accessLog.map(path -> path.equals(STANDARD_OUTPUT) ? path : path.toAbsolutePath());
        snapshot = snapshot.map(path -> path.toAbsolutePath().normalize());
    }

    /** The process that serves in the end: the launcher's, which becomes the host. */
    static long launcherPid() {
        return Long.getLong("midstream.pid", ProcessHandle.current().pid());
    }

    /** The artefact to start with; read once, then deleted. */
    public Path artefact() {
        return home.path().resolve("start.msa");
    }

    /** Writes the artefact and the argument file. */
    void prepare(byte[] artefact) throws IOException {
        String argumentFile = System.getProperty("midstream.argfile");
        if (argumentFile == null) {
            throw new MidstreamException(
                    CliError.LAUNCHER,
                    "run",
                    "started without the launcher: system property midstream.argfile expected",
                    "Use the script ./midstream");
        }
        Files.write(artefact(), artefact);
        StringBuilder lines = new StringBuilder();
        arguments(
                        System.getProperty("java.class.path"),
                        Optional.ofNullable(System.getenv("MIDSTREAM_JAVA_OPTS")).orElse(""))
                .forEach(argument -> lines.append(quoted(argument)).append('\n'));
        Files.writeString(Path.of(argumentFile), lines, StandardCharsets.UTF_8);
    }

    /** The words after {@code java}. */
    List<String> arguments(String classPath, String options) {
        List<String> words = new ArrayList<>();
        words.add("--enable-native-access=ALL-UNNAMED");
        // What module code keeps in thread-locals of an event loop stays with its generation.
        words.add("--add-opens");
        words.add("java.base/java.lang=ALL-UNNAMED");
        // Without it the JVM keeps every virtual thread reachable, and a parked one its module's
        // loader.
        words.add("-Djdk.trackAllThreads=false");
        // Pauses count as dips: this collector's take microseconds, and it unloads classes beside
        // the work, in the one collection that the host asks for after a release.
        if (!COLLECTOR.matcher(options).find()) {
            words.add("-XX:+UseZGC");
        }
        words.add("-XX:+ExplicitGCInvokesConcurrent");
        // A tenth less to allocate and to mark.
        words.add("-XX:+UseCompactObjectHeaders");
        // Room for some generations before metaspace asks for a collection, and an end to leaks.
        words.add("-XX:MetaspaceSize=128m");
        words.add("-XX:MaxMetaspaceSize=1g");
        words.add("-XX:ReservedCodeCacheSize=256m");
        // Samples buffers with a stack trace each; what leaks is a matter for tests.
        words.add("-Dio.netty.leakDetection.level=disabled");
        words.add(
                "-Djava.util.logging.SimpleFormatter.format="
                        + "%1$tFT%1$tT.%1$tL %4$s %3$s: %5$s%6$s%n");
        for (String name : List.of("midstream.dist", "midstream.repository")) {
            String value = System.getProperty(name);
            if (value != null) {
                words.add("-D" + name + "=" + value);
            }
        }
        for (String option : options.split("\\s+", -1)) {
            if (!option.isEmpty()) {
                words.add(option);
            }
        }
        words.addAll(List.of("-cp", classPath, HOST_CLASS));
        words.addAll(
                List.of(
                        home.toString(),
                        app.toString(),
                        http.toString(),
                        String.valueOf(gzip),
                        accessLog.map(Path::toString).orElse(NO_PATH),
                        String.valueOf(idle.toSeconds()),
                        snapshot.map(Path::toString).orElse(NO_PATH),
                        String.valueOf(snapshotDeadline.toSeconds()),
                        String.valueOf(json)));
        String argumentFile = System.getProperty("midstream.argfile");
        if (argumentFile != null) {
            words.add(argumentFile);
        }
        return words;
    }

    /**
     * Reads what {@link #arguments} ended with, and removes the argument file, which is used up.
     */
    public static HostLaunch read(String... words) throws IOException {
        if (words.length < WORDS) {
            throw new MidstreamException(
                    CliError.LAUNCHER,
                    "host",
                    words.length
                            + " arguments seen, home, app, address, gzip, access log, idle,"
                            + " snapshot, its deadline and json expected",
                    "Start it with `midstream run APP`");
        }
        if (words.length > WORDS) {
            Files.deleteIfExists(Path.of(words[WORDS]));
        }
        return new HostLaunch(
                Home.at(Path.of(words[0])),
                Path.of(words[1]),
                HttpAddress.parse(words[2]).orElseThrow(),
                Boolean.parseBoolean(words[3]),
                words[4].equals(NO_PATH) ? Optional.empty() : Optional.of(Path.of(words[4])),
                Duration.ofSeconds(Long.parseLong(words[5])),
                words[6].equals(NO_PATH) ? Optional.empty() : Optional.of(Path.of(words[6])),
                Duration.ofSeconds(Long.parseLong(words[7])),
                Boolean.parseBoolean(words[8]));
    }

    /** As the launcher of the JDK reads words in an argument file. */
    static String quoted(String word) {
        return '"'
                + word.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t")
                + '"';
    }
}
