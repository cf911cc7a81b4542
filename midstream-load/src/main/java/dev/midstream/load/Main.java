package dev.midstream.load;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
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
            Set.of("url", "rate", "connections", "idle", "seconds", "oracle");
    private static final String HELP =
            """
            Usage: load --url http://HOST:PORT/PATH [--rate 1000] [--connections 32] [--idle 8]
                        [--seconds 10] [--oracle same|shop]
            same: asks PATH and expects its first answer again; shop: asks examples/shop.
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
            plan =
                    LoadPlan.to(url.getHost(), url.getPort() < 0 ? 80 : url.getPort())
                            .rate(number(options, "rate", 1_000))
                            .connections(
                                    number(options, "connections", 32), number(options, "idle", 8));
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
        out.println(
                JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(report));
        return report.nothingLost() ? OK : SOMETHING_LOST;
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
