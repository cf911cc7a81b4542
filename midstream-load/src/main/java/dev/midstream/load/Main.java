package dev.midstream.load;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Runs a load from the command line and prints its report as JSON. */
public final class Main {

    private static final int OK = 0;
    private static final int SOMETHING_LOST = 1;
    private static final int USAGE = 2;
    private static final Set<String> OPTIONS =
            Set.of(
                    "url",
                    "rate",
                    "connections",
                    "idle",
                    "seconds",
                    "oracle",
                    "warm-up",
                    "saturation",
                    "before",
                    "command",
                    "upgrades",
                    "stages",
                    "after-return",
                    "at-most",
                    "placebos",
                    "change",
                    "busy-poll");
    private static final String HELP =
            """
            Usage: load --url http://HOST:PORT/PATH [--rate 1000] [--connections 32] [--idle 8]
                        [--seconds 10] [--oracle same|shop|carts] [--busy-poll true]
            same: asks PATH and expects its first answer again; shop: asks examples/shop.
            carts: CARTS/1 against a server that has just started, in five parts: a closed loop of
              [--warm-up 14] seconds, one of [--saturation 4] seconds that says how much the server
              can do, an open loop with the shell's [--command COMMAND], a second look at how much
              the server can do, and a sweep that reads every cart. --rate defaults to half of what
              the server can do, --connections to 64, --idle to 192.
              The open loop lasts [--before 6] seconds, then until [--seconds 16] after the first
              answer of version 2 and [--after-return 10] after the command has ended, at most
              [--at-most 180] after it was begun. [--placebos 0] instants before the command are
              marked, and lines of the command that begin with one of [--stages a,b].
              --upgrades N: the command is run so many times, with the number of the version to go
              to in BENCH_VERSION: 2, 3, ... Even ones say loyaltyPoints, odd ones from 3 on points.
              --change table: version 2 has other promotions, but no points; default: full.
            Rates are per second; 0 asks as soon as a connection is free (a closed loop).
            Ends with 0 if every answer was right and no connection lost, else with 1.
            """;

    private Main() {}

    /** Entry point of the process. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.exit(run(arguments, System.out, System.err));
    }

    static int run(String[] arguments, PrintStream out, PrintStream err)
            throws IOException, InterruptedException {
        LoadPlan plan;
        Oracle oracle;
        long seconds;
        try {
            Map<String, String> options = options(arguments);
            URI url = URI.create(options.getOrDefault("url", ""));
            if (!"http".equals(url.getScheme()) || url.getHost() == null) {
                throw new IllegalArgumentException("--url must be http://HOST:PORT/PATH");
            }
            if ("carts".equals(options.get("oracle"))) {
                CartsRun.Result result = carts(options, target(url)).run();
                print(out, result);
                return result.nothingLost() ? OK : SOMETHING_LOST;
            }
            int rate = number(options, "rate", 1_000);
            plan =
                    LoadPlan.to(url.getHost(), target(url).getPort())
                            .pace(rate == 0 ? new Pace.Closed() : new Pace.Open(rate))
                            .connections(
                                    number(options, "connections", 32), number(options, "idle", 8));
            plan = Boolean.parseBoolean(options.get("busy-poll")) ? plan.busyPoll() : plan;
            seconds = number(options, "seconds", 10);
            oracle = oracle(options.getOrDefault("oracle", "same"), url);
        } catch (IllegalArgumentException misuse) {
            err.println(misuse.getMessage());
            err.print(HELP);
            return USAGE;
        }
        LoadReport report;
        try (RunningLoad load = Load.start(plan, oracle)) {
            new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
            report = load.stop();
        }
        print(out, report);
        return report.nothingLost() ? OK : SOMETHING_LOST;
    }

    private static void print(PrintStream out, Object report) {
        out.println(
                JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(report));
    }

    private static InetSocketAddress target(URI url) {
        return new InetSocketAddress(url.getHost(), url.getPort() < 0 ? 80 : url.getPort());
    }

    private static CartsRun carts(Map<String, String> options, InetSocketAddress target) {
        return new CartsRun(
                target,
                number(options, "connections", 64),
                number(options, "idle", 192),
                new CartsRun.Times(
                        seconds(options, "warm-up", 14),
                        seconds(options, "saturation", 4),
                        seconds(options, "before", 6),
                        seconds(options, "seconds", 16),
                        seconds(options, "after-return", 10),
                        seconds(options, "at-most", 180),
                        number(options, "placebos", 0)),
                number(options, "rate", 0),
                Optional.ofNullable(options.get("command")),
                number(options, "upgrades", 1),
                Set.of(options.getOrDefault("stages", "").split(",", -1)),
                loyalty(options.getOrDefault("change", "full")),
                Boolean.parseBoolean(options.get("busy-poll")));
    }

    private static Duration seconds(Map<String, String> options, String name, int otherwise) {
        return Duration.ofSeconds(number(options, name, otherwise));
    }

    private static boolean loyalty(String change) {
        return switch (change) {
            case "full" -> true;
            case "table" -> false;
            default ->
                    throw new IllegalArgumentException(
                            "--change " + change + ": full or table expected");
        };
    }

    private static Map<String, String> options(String[] arguments) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i].startsWith("--") ? arguments[i].substring(2) : "";
            if (!OPTIONS.contains(name)) {
                throw new IllegalArgumentException("unknown option '" + arguments[i] + "'");
            }
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException("--" + name + " needs a value");
            }
            options.put(name, arguments[i + 1]);
        }
        return options;
    }

    private static int number(Map<String, String> options, String name, int otherwise) {
        String value = options.get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException("--" + name + " " + value + " is no number", notOne);
        }
    }

    private static Oracle oracle(String name, URI url) {
        return switch (name) {
            case "shop" -> new ShopOracle(Long.toString(ProcessHandle.current().pid(), 36));
            case "same" ->
                    new SameAnswerOracle(
                            (url.getRawPath().isEmpty() ? "/" : url.getRawPath())
                                    + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery()));
            default -> throw new IllegalArgumentException("no oracle '" + name + "'");
        };
    }
}
