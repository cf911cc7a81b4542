package dev.midstream.server.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs verbs through the launcher, each as a process of its own that ends at a deadline. */
final class Launcher {

    private static final long VERB_SECONDS = 120;

    private final Path script;
    private final Path home;
    private final Path logs;

    Launcher(Path script, Path home, Path logs) {
        this.script = script;
        this.home = home;
        this.logs = logs;
    }

    /**
     * How a verb ended.
     *
     * @param exit its exit code
     * @param json the object it printed
     * @param millis how long it took
     */
    record Ended(int exit, JsonNode json, long millis) {}

    /** Starts a verb that goes on; its first line on stdout says that it serves. */
    Process start(String verb, String... arguments) throws IOException {
        return process(verb, arguments);
    }

    /** Reads the object that a process prints as a line on stdout; empty if it ends without one. */
    static JsonNode firstObject(Process process) throws IOException {
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("{")) {
                return parse(line);
            }
        }
        return JsonMapper.shared().createObjectNode();
    }

    /** Runs a verb to its end. */
    Ended run(String verb, String... arguments) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Process process = process(verb, arguments);
        Thread guard =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                if (!process.waitFor(VERB_SECONDS, TimeUnit.SECONDS)) {
                                    process.destroy();
                                }
                            } catch (InterruptedException ended) {
                                process.destroy();
                            }
                        });
        JsonNode json = firstObject(process);
        int exit = process.waitFor();
        guard.join();
        return new Ended(exit, json, (System.nanoTime() - begun) / 1_000_000);
    }

    private Process process(String verb, String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(script.toString(), verb));
        words.addAll(List.of(arguments));
        words.addAll(List.of("--home", home.toString(), "--json"));
        return new ProcessBuilder(words)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(logs.resolve(verb + ".log").toFile()))
                .start();
    }

    /** The last lines that a verb wrote to stderr. */
    String log(String verb) {
        try {
            List<String> lines = Files.readAllLines(logs.resolve(verb + ".log"));
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (IOException none) {
            return "";
        }
    }

    private static JsonNode parse(String line) throws IOException {
        try {
            return JsonMapper.shared().readTree(line);
        } catch (JacksonException e) {
            throw new IOException("no JSON object: " + line, e);
        }
    }
}
