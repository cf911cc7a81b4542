package dev.midstream.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A running {@link HttpContestant}; idle unless it is loaded. */
final class ContestantProcess implements AutoCloseable {

    /** The same for all; the last four are what {@code midstream run} gives its host. */
    static final List<String> FLAGS =
            List.of(
                    "-Xms256m",
                    "-Xmx256m",
                    "--enable-native-access=ALL-UNNAMED",
                    "--add-opens=java.base/java.lang=ALL-UNNAMED",
                    "-Djdk.trackAllThreads=false",
                    "-XX:+UseG1GC");

    /** USER_HZ: what the kernel counts processor time in, for programs, on every architecture. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int READ_MILLIS = 10_000;
    private static final long END_SECONDS = 15;
    private static final String PATH = "/hello/world";

    private final HttpContestant contestant;
    private final Process process;
    private final int port;

    private ContestantProcess(HttpContestant contestant, Process process, int port) {
        this.contestant = contestant;
        this.process = process;
        this.port = port;
    }

    /**
     * Starts one; it serves when this returns.
     *
     * @param before words before {@code java}, to pin it
     */
    static ContestantProcess start(HttpContestant contestant, List<String> before)
            throws IOException {
        List<String> words = new ArrayList<>(before);
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(FLAGS);
        words.addAll(List.of("-cp", System.getProperty("java.class.path")));
        words.addAll(List.of(HttpContestant.class.getName(), contestant.name()));
        Process process =
                new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        String line = said.readLine();
        if (line == null || !line.startsWith("port ")) {
            process.destroy();
            throw new IOException(contestant.shown() + " said '" + line + "', expected its port");
        }
        return new ContestantProcess(contestant, process, Integer.parseInt(line.substring(5)));
    }

    HttpContestant contestant() {
        return contestant;
    }

    long pid() {
        return process.pid();
    }

    String url() {
        return "http://127.0.0.1:" + port + PATH;
    }

    /** One answer's bytes, without what may differ: the Date's value and the case of the head. */
    String answer() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(READ_MILLIS);
            String request =
                    "GET " + PATH + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            int head = answer.indexOf("\r\n\r\n");
            return answer.substring(0, head)
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("date: [^\r]{29}\r", "date: ?\r")
                    + answer.substring(head);
        }
    }

    /** The processor time that it has used so far, all threads, in seconds. */
    double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        // After the name, which is in brackets and may contain anything.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
