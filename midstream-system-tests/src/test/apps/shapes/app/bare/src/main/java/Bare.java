import dev.midstream.api.AppModule;
import dev.midstream.api.Response;
import dev.midstream.api.Wiring;

/** In no package at all. */
public final class Bare implements AppModule {

    @Override
    public void configure(Wiring wiring) {
        wiring.http().get("/bare", call -> Response.text("bare"));
    }
}
