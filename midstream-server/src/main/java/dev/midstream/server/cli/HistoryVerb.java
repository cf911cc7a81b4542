package dev.midstream.server.cli;

import dev.midstream.admin.AdminClient;
import dev.midstream.admin.AdminException;
import dev.midstream.admin.Home;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows the journal. */
@Command(
        name = "history",
        description = "Show every start, upgrade, refusal, confirmation, rollback.")
final class HistoryVerb extends Verb {

    @Override
    Optional<CliReport> run(Screen screen) throws AdminException {
        Home home = Homes.ofHost(common().home(), Optional.empty(), Path.of(""));
        ObjectNode history = AdminClient.connect(home).history();
        Table table = new Table("AT", "WHAT", "OUTCOME", "FROM", "TO", "RELEASE", "MESSAGE");
        for (JsonNode one : history.path("entries")) {
            table.row(
                    one.path("at").asString("?"),
                    one.path("what").asString("?"),
                    one.path("outcome").asString("?"),
                    one.path("from").asString("?"),
                    one.path("to").asString("?"),
                    one.path("release").asString("?"),
                    one.path("message").asString(""));
        }
        table.show(screen);
        int entries = history.path("entries").size();
        return Optional.of(CliReport.done(name(), entries + " entries", history));
    }
}
