package @package@;

import dev.midstream.api.AppModule;
import dev.midstream.api.Response;
import dev.midstream.api.Wiring;

/** Says what this module answers. Edit anything, run `midstream upgrade`, and it is live. */
public final class HelloModule implements AppModule {

    private final Greeting greeting = new Greeting();

    @Override
    public void configure(Wiring wiring) {
        wiring.http()
                .get("/", call -> Response.text(greeting.of(call.query("name").orElse("world"))));
    }
}
