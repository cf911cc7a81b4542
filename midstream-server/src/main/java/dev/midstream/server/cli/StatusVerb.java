package dev.midstream.server.cli;

import dev.midstream.admin.AdminClient;
import dev.midstream.admin.AdminException;
import dev.midstream.admin.Home;
import dev.midstream.admin.HttpAddress;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows what the host is doing. */
@Command(name = "status", description = "Show what runs: generations, modules, jobs, who upgrades.")
final class StatusVerb extends Verb {

    @Option(
            names = "--metrics",
            description = "Print the metrics of host and modules in Prometheus' text format.")
    private boolean metrics;

    @Override
    Optional<CliReport> run(Screen screen) throws AdminException {
        Home home = Homes.ofHost(common().home(), Optional.empty(), Path.of(""));
        if (metrics) {
            String text = AdminClient.connect(home).metrics();
            text.lines().forEach(screen::line);
            return Optional.of(CliReport.done(name(), "", CliReport.object().put("metrics", text)));
        }
        ObjectNode status = AdminClient.connect(home).status();
        show(status, screen);
        return Optional.of(CliReport.done(name(), sentence(status), status));
    }

    private static String sentence(ObjectNode status) {
        String confirmed = status.path("confirmed").asBoolean(false) ? "confirmed" : "unconfirmed";
        String lease = status.path("lease").asString("");
        return status.path("app").asString("")
                + ": generation "
                + status.path("generation").asInt(0)
                + ", release "
                + status.path("release").asString("?")
                + ", "
                + confirmed
                + (lease.isEmpty() ? "" : "; now: " + lease);
    }

    private static void show(ObjectNode status, Screen screen) {
        JsonNode http = status.path("http");
        String address =
                http.isObject()
                        ? "http://"
                                + new HttpAddress(
                                        http.path("host").asString(""), http.path("port").asInt(0))
                        : "no HTTP door";
        screen.line(
                "process "
                        + status.path("pid").asLong(0)
                        + ", "
                        + address
                        + ", home "
                        + status.path("home").asString(""));
        Table generations = new Table("GENERATION", "STATE", "RELEASE", "PINS");
        for (JsonNode one : status.path("generations")) {
            generations.row(
                    one.path("number").asString("?"),
                    one.path("state").asString("?"),
                    one.path("release").asString("?"),
                    one.path("pins").asString("?"));
        }
        generations.show(screen);
        Table modules = new Table("MODULE", "KIND", "VERSION", "SINCE");
        for (JsonNode one : status.path("modules")) {
            modules.row(
                    one.path("name").asString("?"),
                    one.path("kind").asString("?"),
                    one.path("version").asString("?"),
                    one.path("since").asString("?"));
        }
        modules.show(screen);
        showJobs(status, screen);
        showActors(screen, status);
        showMigration(screen, status.path("migration"));
        showSnapshot(screen, status.path("snapshot"));
    }

    private static void showJobs(ObjectNode status, Screen screen) {
        if (status.path("jobs").isEmpty()) {
            return;
        }
        Table jobs = new Table("JOB", "MODULE", "PERIOD", "RUNS", "FAILURES", "NEXT");
        for (JsonNode one : status.path("jobs")) {
            jobs.row(
                    one.path("name").asString("?"),
                    one.path("module").asString("?"),
                    Screen.time(one.path("periodMillis").asLong(0)),
                    one.path("runs").asString("?"),
                    one.path("failures").asString("?"),
                    one.path("running").asBoolean(false)
                            ? "runs now"
                            : one.path("next").asString("?"));
        }
        jobs.show(screen);
    }

    private static void showActors(Screen screen, JsonNode status) {
        if (status.path("actors").isEmpty()) {
            return;
        }
        Table actors =
                new Table(
                        "ACTORS",
                        "COUNT",
                        "WAITING",
                        "TURNS",
                        "FAILED",
                        "REFUSED",
                        "QUARANTINED",
                        "BUSIEST",
                        "SLOWEST");
        for (JsonNode one : status.path("actors")) {
            String slowest = one.path("slowest").asString("");
            actors.row(
                    one.path("type").asString("?"),
                    one.path("count").asString("?"),
                    one.path("waiting").asString("?"),
                    one.path("turns").asString("?"),
                    one.path("failed").asString("?"),
                    one.path("refused").asString("?"),
                    one.path("quarantined").asString("?"),
                    one.path("busiest").asString(""),
                    slowest.isEmpty()
                            ? ""
                            : slowest + " " + one.path("slowestMicros").asLong(0) + " µs");
        }
        actors.show(screen);
    }

    private static void showMigration(Screen screen, JsonNode migration) {
        if (migration.path("sweeping").asBoolean(false)) {
            screen.line(
                    "migrating: "
                            + migration.path("seen").asLong(0)
                            + " of "
                            + migration.path("total").asLong(0)
                            + " actors");
        }
        for (JsonNode type : migration.path("aside")) {
            screen.line(
                    "set aside: "
                            + type.path("count").asLong(0)
                            + " of "
                            + type.path("type").asString("?")
                            + ": "
                            + type.path("why").asString(""));
        }
    }

    private static void showSnapshot(Screen screen, JsonNode snapshot) {
        if (!snapshot.isObject()) {
            return;
        }
        String taken = snapshot.path("taken").asString("");
        StringBuilder line =
                new StringBuilder("snapshot ").append(snapshot.path("place").asString(""));
        line.append(": ").append(snapshot.path("state").asString("?"));
        if (snapshot.path("actors").asLong(0) > 0) {
            line.append(' ').append(snapshot.path("actors").asLong(0)).append(" actors");
        }
        if (!taken.isEmpty()) {
            line.append(", saved at ").append(taken);
            line.append(" by release ").append(snapshot.path("release").asString("?"));
        }
        screen.line(line.toString());
        snapshot.path("unknown")
                .properties()
                .forEach(type ->
                        screen.line(
                                "  kept in the file, of a type that the app does not know: "
                                        + type.getValue().asLong(0)
                                        + " of "
                                        + type.getKey()));
    }
}
