package dev.midstream.server.cli;

import dev.midstream.admin.AdminClient;
import dev.midstream.admin.AdminException;
import dev.midstream.admin.Home;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows which released loaders are not collected. */
@Command(name = "leaks", description = "Show released class loaders that are not collected yet.")
final class LeaksVerb extends Verb {

    @Option(
            names = "--collect",
            description = "Run a garbage collection in the host first; it pauses the host.")
    private boolean collect;

    @Override
    Optional<CliReport> run(Screen screen) throws AdminException {
        Home home = Homes.ofHost(common().home(), Optional.empty(), Path.of(""));
        ObjectNode leaks = AdminClient.connect(home).leaks(collect);
        int all = 0;
        int suspected = 0;
        Table table = new Table("LOADER", "RELEASED", "COLLECTIONS", "SUSPECTED", "HELD BY");
        for (JsonNode one : leaks.path("leaks")) {
            all++;
            suspected += one.path("suspected").asBoolean(false) ? 1 : 0;
            table.row(
                    one.path("loader").asString("?"),
                    Screen.time(one.path("releasedMillis").asLong(0)) + " ago",
                    one.path("completedCollections").asString("?"),
                    one.path("suspected").asBoolean(false) ? "yes" : "no",
                    heldBy(one.path("heldBy")));
        }
        if (all == 0) {
            return Optional.of(
                    CliReport.done(name(), "nothing: every released loader is collected", leaks));
        }
        table.show(screen);
        String message = all + " released loaders are not collected, " + suspected + " suspected";
        return Optional.of(CliReport.done(name(), message, leaks));
    }

    /** The first, and how many more; {@code --json} has them all. */
    private static String heldBy(JsonNode keepers) {
        if (keepers.isEmpty()) {
            return "?";
        }
        String first = keepers.path(0).asString("?");
        return keepers.size() == 1 ? first : first + " and " + (keepers.size() - 1) + " more";
    }
}
