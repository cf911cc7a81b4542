package shapes;

import dev.midstream.api.AppModule;
import dev.midstream.api.Response;
import dev.midstream.api.Wiring;

/** The other half of the package. */
public final class WebModule implements AppModule {

    @Override
    public void configure(Wiring wiring) {
        wiring.http().get("/words", call -> Response.text(Words.many()));
    }
}
