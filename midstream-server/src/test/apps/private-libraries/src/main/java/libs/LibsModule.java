package libs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.midstream.api.AppModule;
import dev.midstream.api.Response;
import dev.midstream.api.Wiring;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Jackson with its buffers in thread-locals on the event loop, and a database by its driver. */
public final class LibsModule implements AppModule {

    private static final String VERSION = "v1";

    private final ObjectMapper mapper =
            new ObjectMapper(
                    JsonFactory.builder()
                            .recyclerPool(JsonRecyclerPools.threadLocalPool())
                            .build());

    @Override
    public void configure(Wiring wiring) {
        wiring.http()
                .getAsync("/json", call -> CompletableFuture.completedFuture(json()))
                .get("/sql", call -> Response.text(query()));
    }

    private Response json() {
        try {
            return Response.text(mapper.writeValueAsString(Map.of("version", VERSION)));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String query() throws java.sql.SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select '" + VERSION + "'")) {
            rows.next();
            return rows.getString(1);
        }
    }
}
