package dev.midstream.systemtests;

import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Asks a host for what it released and still has. */
final class Leaks {

    private static final Duration COLLECTED = Duration.ofMinutes(1);

    private Leaks() {}

    /** Waits until every released loader is collected; each question collects garbage first. */
    static void none(TestHost host) {
        Await.until(
                "no leaks",
                COLLECTED,
                () -> {
                    JsonNode leaks = host.cli("leaks", "--collect").done().json().path("leaks");
                    return leaks.isArray() && leaks.isEmpty()
                            ? Optional.of(true)
                            : Optional.empty();
                },
                () -> host.cli("leaks").toString());
    }
}
