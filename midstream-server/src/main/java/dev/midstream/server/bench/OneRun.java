package dev.midstream.server.bench;

import dev.midstream.load.CartsRun;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** One contestant, started, loaded, upgraded and ended once. Owned by one thread. */
final class OneRun {

    private static final Duration READY = Duration.ofMinutes(2);
    private static final Duration END = Duration.ofSeconds(10);
    private static final long READY_EVERY_MILLIS = 100;
    private static final long LOAD_SECONDS = 600;
    private static final long SECONDS_AROUND_AN_UPGRADE = 60;
    private static final int ANSWER_MILLIS = 5_000;
    private static final String FIRST_CART = "{\"version\":0,";
    private static final long LARGE_MACHINE_BYTES = 12L << 30;

    private final BenchPlan plan;
    private final Commands commands;
    private final Contestant contestant;
    private final String token;

    OneRun(BenchPlan plan, Commands commands, Contestant contestant, String token) {
        this.plan = plan;
        this.commands = commands;
        this.contestant = contestant;
        this.token = token;
    }

    /**
     * Runs it.
     *
     * @throws IOException if the contestant does not start, or the load could not be run
     */
    RunResult run(int round) throws IOException, InterruptedException {
        int port = freePort();
        int control = freePort();
        try {
            Process server = commands.serve(contestant, token, port, control);
            awaitReady(server, port);
            Watch watch = new Watch(token, loadToken());
            watch.start();
            CartsRun.Result result;
            try {
                result = load(port, control);
            } finally {
                watch.stop();
            }
            return RunResult.of(round, result, watch.foreign(), watch.peakBytes());
        } finally {
            OwnProcesses.endAll(loadToken(), END);
            OwnProcesses.endAll(token, END);
        }
    }

    private String loadToken() {
        return token + "-load";
    }

    private void awaitReady(Process server, int port) throws IOException, InterruptedException {
        long end = System.nanoTime() + READY.toNanos();
        while (!ready(port)) {
            if (!server.isAlive() || System.nanoTime() > end) {
                throw new IOException(
                        contestant.name()
                                + (server.isAlive()
                                        ? " does not answer GET /carts/0 after "
                                                + READY.toSeconds()
                                                + " s"
                                        : " has ended with " + server.exitValue())
                                + "; it wrote:\n"
                                + commands.log(contestant, "server"));
            }
            boolean _ = new CountDownLatch(1).await(READY_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private static boolean ready(int port) throws IOException {
        URI uri = URI.create("http://127.0.0.1:" + port + "/carts/0");
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setConnectTimeout(ANSWER_MILLIS);
        connection.setReadTimeout(ANSWER_MILLIS);
        connection.setRequestProperty("Connection", "close");
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).startsWith(FIRST_CART);
        } catch (IOException notYet) {
            return false;
        } finally {
            connection.disconnect();
        }
    }

    private CartsRun.Result load(int port, int control) throws IOException, InterruptedException {
        Path out = commands.work().resolve(contestant.name()).resolve("load.json");
        Path err = commands.work().resolve(contestant.name()).resolve("load.out");
        ProcessBuilder builder =
                new ProcessBuilder(words(port))
                        .redirectInput(new File("/dev/null"))
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().putAll(commands.environment(contestant, loadToken(), port, control));
        Process load = builder.start();
        long most =
                LOAD_SECONDS
                        + plan.upgrades()
                                * (plan.times().atMost().toSeconds() + SECONDS_AROUND_AN_UPGRADE);
        if (!load.waitFor(most, TimeUnit.SECONDS)) {
            load.destroyForcibly();
            throw new IOException("the load did not end in " + most + " s");
        }
        try {
            return JsonMapper.shared().readValue(out.toFile(), CartsRun.Result.class);
        } catch (JacksonException none) {
            throw new IOException(
                    "the load against "
                            + contestant.name()
                            + " ended with "
                            + load.exitValue()
                            + " and no report; it wrote:\n"
                            + Files.readString(err),
                    none);
        }
    }

    private List<String> words(int port) {
        List<String> words = new ArrayList<>(commands.processors().load());
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(heap());
        words.addAll(List.of("-cp", System.getProperty("java.class.path")));
        words.add("dev.midstream.load.Main");
        CartsRun.Times times = plan.times();
        option(words, "url", "http://127.0.0.1:" + port + "/");
        option(words, "oracle", "carts");
        option(words, "busy-poll", String.valueOf(commands.processors().pinned()));
        option(words, "warm-up", String.valueOf(times.warmUp().toSeconds()));
        option(words, "saturation", String.valueOf(times.saturation().toSeconds()));
        option(words, "before", String.valueOf(times.before().toSeconds()));
        option(words, "seconds", String.valueOf(times.after().toSeconds()));
        option(words, "after-return", String.valueOf(times.afterReturn().toSeconds()));
        option(words, "at-most", String.valueOf(times.atMost().toSeconds()));
        option(words, "placebos", String.valueOf(times.placebos()));
        option(words, "rate", String.valueOf(plan.ratePerSecond()));
        option(words, "change", contestant.loyalty() ? "full" : "table");
        option(words, "stages", String.join(",", contestant.stages()));
        if (plan.upgrades() > 0 && !contestant.stays()) {
            option(words, "command", commands.upgrade(contestant, token));
            option(words, "upgrades", String.valueOf(plan.upgrades()));
        }
        return words;
    }

    private static void option(List<String> words, String name, String value) {
        words.add("--" + name);
        words.add(value);
    }

    /**
     * So much young space that no collection falls into the open loop: to a client it would look as
     * if the server were silent.
     */
    private static List<String> heap() {
        boolean large =
                java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                                instanceof com.sun.management.OperatingSystemMXBean system
                        && system.getTotalMemorySize() > LARGE_MACHINE_BYTES;
        return large
                ? List.of("-XX:+UseSerialGC", "-Xms5g", "-Xmx5g", "-Xmn4500m")
                : List.of("-XX:+UseSerialGC", "-Xms1g", "-Xmx1g", "-Xmn700m");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
