package dev.midstream.runtime.upgrade.unload;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import dev.midstream.runtime.upgrade.unload.Keepers.Keeper;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The JVM's own dump of all threads, virtual ones included, searched for a module's frames. */
final class ThreadDump {

    private static final Logger LOG = System.getLogger(ThreadDump.class.getName());
    private static final String FRAME = "    at ";

    /** As stack traces write it: {@code loader//class.method(file:line)}. */
    private static final String OF_LOADER = "//";

    /** Further threads of a loader would say no more. */
    private static final int MOST = 50;

    private final Set<String> loaders;
    private final List<Keeper> found = new ArrayList<>();
    private final List<String> frames = new ArrayList<>();
    private String thread = "";
    private String loader = "";

    private ThreadDump(Set<String> loaders) {
        this.loaders = loaders;
    }

    /** The threads with frames of these loaders; none if the dump cannot be written. */
    static List<Keeper> framesOf(Set<String> loaders) {
        try {
            Path folder = Files.createTempDirectory("midstream-threads-");
            Path file = folder.resolve("threads.txt");
            try {
                ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                        .dumpThreads(file.toAbsolutePath().toString(), ThreadDumpFormat.TEXT_PLAIN);
                try (Stream<String> lines = Files.lines(file)) {
                    return search(loaders, lines);
                }
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "virtual threads are not looked at: no thread dump: {0}", e);
            return List.of();
        }
    }

    /** Searches a dump in the format {@link ThreadDumpFormat#TEXT_PLAIN}. */
    static List<Keeper> search(Set<String> loaders, Stream<String> lines) {
        ThreadDump dump = new ThreadDump(loaders);
        lines.forEach(dump::line);
        dump.end();
        return dump.found.stream().limit(MOST).toList();
    }

    private void line(String line) {
        if (line.startsWith("#")) {
            end();
            thread = describe(line);
        } else if (line.startsWith(FRAME)) {
            int end = line.indexOf(OF_LOADER);
            String name = end < 0 ? "" : line.substring(FRAME.length(), end);
            if (loaders.contains(name)) {
                loader = name;
                frames.add(line.substring(end + OF_LOADER.length()));
            }
        }
    }

    /** {@code #23 "poll" virtual WAITING 2026-…} as {@code virtual thread 'poll' (#23)}. */
    private static String describe(String header) {
        int open = header.indexOf('"');
        int close = header.lastIndexOf('"');
        String name = open < close ? header.substring(open + 1, close) : "";
        String kind = header.startsWith(" virtual", close + 1) ? "virtual thread '" : "thread '";
        return kind + name + "' (" + header.substring(0, Math.max(0, open - 1)) + ")";
    }

    private void end() {
        if (!frames.isEmpty()) {
            found.add(new Keeper(loader, UnloadError.THREAD_GOES_ON, thread + Where.of(frames)));
            frames.clear();
        }
    }
}
