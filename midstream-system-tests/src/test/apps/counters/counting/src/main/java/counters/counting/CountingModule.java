package counters.counting;

import counters.contract.CountMessage;
import dev.midstream.api.Actors;
import dev.midstream.api.AppModule;
import dev.midstream.api.Call;
import dev.midstream.api.Response;
import dev.midstream.api.Wiring;
import java.util.concurrent.CompletionStage;

/** Counters over HTTP: GET /add/{key}/{amount}, /view/{key}, and what goes wrong. */
public final class CountingModule implements AppModule {

    static final long STEP = 1;

    private final Actors<CountMessage> counters;

    public CountingModule(Actors<CountMessage> counters) {
        this.counters = counters;
    }

    @Override
    public void configure(Wiring wiring) {
        wiring.actor(new Counter());
        wiring.http()
                .getAsync("/add/{key}/{amount}", call -> text(counters.ask(key(call), new CountMessage.Add(number(call, "amount")))))
                .getAsync("/view/{key}", call -> text(counters.ask(key(call), new CountMessage.View())))
                .get("/blocking/{key}", call -> text(counters.ask(key(call), new CountMessage.View())).toCompletableFuture().get())
                .getAsync("/waiting/{key}", call -> {
                    counters.tell(key(call), new CountMessage.Spin(200));
                    text(counters.ask(key(call), new CountMessage.View())).toCompletableFuture().join();
                    throw new AssertionError("the event loop has waited");
                })
                .getAsync("/fail/{key}", call -> text(counters.ask(key(call), new CountMessage.Fail())))
                .get("/later/{key}/{amount}/{millis}", call -> {
                    counters.tell(key(call), new CountMessage.AddLater(number(call, "amount"), number(call, "millis")));
                    return Response.text("told");
                })
                .get("/spin/{key}/{millis}", call -> {
                    counters.tell(key(call), new CountMessage.Spin(number(call, "millis")));
                    return Response.text("told");
                })
                .get("/flood/{key}", call -> {
                    counters.tell(key(call), new CountMessage.Spin(500));
                    for (int i = 0; i < 100_000; i++) {
                        counters.tell(key(call), new CountMessage.Spin(0));
                    }
                    return Response.text("told");
                });
    }

    private static String key(Call call) {
        return call.path("key");
    }

    private static long number(Call call, String name) {
        return Long.parseLong(call.path(name));
    }

    private static CompletionStage<Response> text(CompletionStage<Long> value) {
        return value.thenApply(number -> Response.text(Long.toString(number)));
    }
}
