package dev.midstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A running host in a process of its own, that ends with the test. */
final class TestHost implements AutoCloseable {

    private static final Duration BOOT = Duration.ofMinutes(2);
    private static final Duration STOP = Duration.ofMinutes(1);

    private final Child child;
    private final Path home;
    private final JsonNode serving;

    private TestHost(Child child, Path home, JsonNode serving) {
        this.child = child;
        this.home = home;
        this.serving = serving;
    }

    /** Starts a host for an app folder or an artefact, and waits until it serves. */
    static TestHost run(Path app, Path home, String... javaOptions) {
        return run(arguments(app, home), home, javaOptions);
    }

    /** Starts a host with arguments that lead to this home, and waits until it serves. */
    static TestHost run(List<String> arguments, Path home, String... javaOptions) {
        Path folder = Path.of("").toAbsolutePath();
        // Most tests are about something else, and their load would be warmed with: not there.
        String options = "-Dmidstream.warm.budget.millis=0 " + String.join(" ", javaOptions);
        Child child = Child.start(folder, options, arguments);
        try {
            JsonNode serving =
                    Await.until(
                            "the host's JSON",
                            BOOT,
                            () -> {
                                assertThat(child.isAlive())
                                        .as(() -> "host serves: " + child.output())
                                        .isTrue();
                                return child.json();
                            },
                            child::output);
            assertThat(CliResult.field(serving, "outcome")).as(child::output).isEqualTo("done");
            return new TestHost(child, home, serving);
        } catch (Throwable e) {
            child.close();
            throw e;
        }
    }

    /** The arguments of {@code run} on a free port of the loopback address. */
    static List<String> arguments(Path app, Path home) {
        return Cli.withJson("run", app, "--http", "127.0.0.1:0", "--home", home);
    }

    int port() {
        return serving.path("http").path("port").asInt();
    }

    long pid() {
        return serving.path("pid").asLong();
    }

    Path home() {
        return home;
    }

    /** What it has written so far; for failure messages. */
    String log() {
        return child.output();
    }

    boolean isAlive() {
        return child.isAlive();
    }

    /** Runs a verb on this host. */
    CliResult cli(Object... arguments) {
        return Cli.run(onThis(arguments));
    }

    /** Starts a verb on this host; the caller ends and closes it. */
    Child start(Object... arguments) {
        return Cli.start(onThis(arguments));
    }

    private Object[] onThis(Object... arguments) {
        return Stream.concat(Arrays.stream(arguments), Stream.of("--home", home)).toArray();
    }

    CliResult status() {
        return cli("status").done();
    }

    /** The number of the generation that serves. */
    int generation() {
        return status().number("generation");
    }

    /** The generations that are loaded: current, previous and draining ones, with their pins. */
    List<LoadedGeneration> loaded() {
        return loaded(status());
    }

    /** The generations that are loaded, as a status says. */
    static List<LoadedGeneration> loaded(CliResult status) {
        List<LoadedGeneration> loaded = new ArrayList<>();
        for (JsonNode node : status.json().path("generations")) {
            String state = CliResult.field(node, "state");
            if (!state.equals("released")) {
                loaded.add(
                        new LoadedGeneration(
                                node.path("number").asInt(), state, node.path("pins").asLong()));
            }
        }
        return loaded;
    }

    record LoadedGeneration(int number, String state, long pins) {}

    /** Asks for one thing on a connection of its own. */
    HttpAnswer get(String target) {
        try (HttpConnection connection = HttpConnection.open(port())) {
            return connection.get(target);
        } catch (java.io.IOException e) {
            throw new AssertionError("GET " + target + ": " + e + "\n" + log(), e);
        }
    }

    /** Fails unless the non-blocking, the blocking and the slow route answer as version n does. */
    void serves(int version) {
        assertServed(version, "quote", "/quote/a1?qty=3&stamp=s1", "s1", "a1", 3);
        assertServed(version, "blocking", "/blocking/b22?qty=4&stamp=s2", "s2", "b22", 4);
        assertServed(version, "slow", "/slow?millis=1&qty=5&stamp=s3", "s3", "slow", 5);
    }

    private void assertServed(
            int version, String route, String target, String stamp, String sku, int qty) {
        HttpAnswer answer = get(target);
        assertThat(answer.status()).as(() -> target + " on " + log()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(Shop.answer(version, route, stamp, sku, qty));
    }

    /** Sends a signal to the process that was started, as a service manager or Ctrl-C does. */
    void signal(String name) {
        child.signal(name);
    }

    /** Waits for its end. */
    CliResult end() {
        return child.end(STOP);
    }

    /** Stops it politely; by force if it does not go. */
    @Override
    public void close() {
        try (child) {
            if (child.isAlive()) {
                child.signal("TERM");
                child.end(STOP);
            }
        }
    }
}
