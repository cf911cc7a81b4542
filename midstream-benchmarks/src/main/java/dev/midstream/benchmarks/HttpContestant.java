package dev.midstream.benchmarks;

import dev.midstream.netty.HttpDoor;
import dev.midstream.netty.HttpDoorOptions;
import dev.midstream.runtime.Midstream;
import dev.midstream.runtime.finding.Refused;
import java.io.IOException;
import java.util.Locale;

/**
 * One server of {@link HttpComparison}, in a process of its own: prints its port, serves {@code GET
 * /hello/{name}} with one event loop until its standard input ends.
 */
enum HttpContestant {
    /** Netty and nothing else. */
    HAND_WRITTEN,
    /** The door, and a handler that runs on the event loop. */
    NON_BLOCKING,
    /** The door, and a handler as most are written: on a virtual thread. */
    BLOCKING;

    private static final int LOOPS = 1;

    @SuppressWarnings("InlineFormatString") // a file of its own, in effect
    private static final String SOURCE =
            """
            package tiny;

            import dev.midstream.api.AppModule;
            import dev.midstream.api.Call;
            import dev.midstream.api.Response;
            import dev.midstream.api.Wiring;
            import java.util.concurrent.CompletableFuture;

            public final class WebModule implements AppModule {
                @Override public void configure(Wiring wiring) {
                    wiring.http().%s;
                }

                private static Response hello(Call call) {
                    return Response.text("Hello, " + call.path("name") + "!\\n");
                }
            }
            """;

    /** As it is written on a command line and in a table. */
    String shown() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The words that start it. */
    public static void main(String[] words) throws Exception {
        switch (valueOf(words[0])) {
            case HAND_WRITTEN -> {
                try (HandWrittenPipeline server = new HandWrittenPipeline(LOOPS)) {
                    serve(server.port());
                }
            }
            case NON_BLOCKING ->
                    door(
                            "getAsync(\"/hello/{name}\","
                                    + " call -> CompletableFuture.completedFuture(hello(call)))");
            case BLOCKING -> door("get(\"/hello/{name}\", WebModule::hello)");
        }
    }

    private static void door(String route) throws Refused, IOException {
        byte[] app = TinyApp.artefact("tiny.WebModule", String.format(SOURCE, route));
        HttpDoorOptions options = HttpDoorOptions.defaults().port(0).loops(LOOPS);
        try (Midstream midstream = Midstream.builder().artefact(app).start();
                HttpDoor door = HttpDoor.open(midstream.gate(), options)) {
            serve(door.address().getPort());
        }
    }

    private static void serve(int port) throws IOException {
        System.out.println("port " + port);
        while (System.in.read() >= 0) {
            // until the one who started this lets go
        }
    }
}
