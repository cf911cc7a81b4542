package dev.midstream.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a host's JVM says about itself, asked with the JDK's {@code jcmd}.
 *
 * @param loaders how many class loaders are alive
 * @param metaspaceKib how much metaspace is used
 * @param threads how many platform threads live, without the JIT's own, which come and go
 * @param text the answers, for failure messages
 */
record HostProbe(int loaders, long metaspaceKib, int threads, String text) {

    private static final Pattern LOADER = Pattern.compile("^[ |]*\\+-- ", Pattern.MULTILINE);
    private static final Pattern METASPACE = Pattern.compile("Metaspace\\s+used (\\d+)K");
    private static final Pattern THREAD =
            Pattern.compile("^\"(?!C[12] CompilerThread)[^\"]*\" #\\d+", Pattern.MULTILINE);

    static HostProbe of(long pid) {
        String loaders = jcmd(pid, "VM.classloaders", "fold=false");
        String space = jcmd(pid, "VM.metaspace");
        String threads = jcmd(pid, "Thread.print");
        Matcher metaspace = METASPACE.matcher(space);
        if (!metaspace.find()) {
            throw new AssertionError("no metaspace in " + space);
        }
        return new HostProbe(
                count(LOADER, loaders),
                Long.parseLong(metaspace.group(1)),
                count(THREAD, threads),
                loaders + names(threads));
    }

    private static int count(Pattern pattern, String text) {
        int count = (int) pattern.matcher(text).results().count();
        if (count == 0) {
            throw new AssertionError("nothing matches " + pattern + " in " + text);
        }
        return count;
    }

    private static String names(String threads) {
        return String.join(
                "\n", THREAD.matcher(threads).results().map(MatchResult::group).toList());
    }

    private static String jcmd(long pid, String... arguments) {
        try {
            Path out = Files.createTempFile("jcmd-", ".out");
            try {
                Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
                ProcessBuilder builder =
                        new ProcessBuilder(jcmd.toString(), Long.toString(pid))
                                .redirectErrorStream(true)
                                .redirectOutput(out.toFile());
                builder.command().addAll(java.util.List.of(arguments));
                Process process = builder.start();
                if (!process.waitFor(60, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError("jcmd " + pid + " did not end in 60 s");
                }
                return Files.readString(out, StandardCharsets.UTF_8);
            } finally {
                Files.deleteIfExists(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for jcmd", e);
        }
    }
}
