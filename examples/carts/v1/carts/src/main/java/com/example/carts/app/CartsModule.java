package com.example.carts.app;

import com.example.carts.contract.CartMessage;
import com.example.carts.contract.CartView;
import com.example.carts.contract.Pricing;
import dev.midstream.api.Actors;
import dev.midstream.api.AppModule;
import dev.midstream.api.Ask;
import dev.midstream.api.Call;
import dev.midstream.api.Response;
import dev.midstream.api.Wiring;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The carts and their HTTP routes. */
public final class CartsModule implements AppModule {

    private static final Response NOT_FOUND = Response.status(404);
    private static final Response BAD_REQUEST = Response.status(400);

    private final Pricing pricing;
    private final Actors<CartMessage> carts;

    public CartsModule(Pricing pricing, Actors<CartMessage> carts) {
        this.pricing = pricing;
        this.carts = carts;
    }

    @Override
    public void configure(Wiring wiring) {
        wiring.actor(new CartActor(pricing));
        wiring.http()
                .postAsync("/carts/{id}/items", this::addItem)
                .replayable()
                .getAsync("/carts/{id}", this::view);
    }

    private CompletionStage<Response> addItem(Call call) {
        String id = call.path("id");
        if (!CartIds.valid(id)) {
            return CompletableFuture.completedFuture(NOT_FOUND);
        }
        Optional<CartMessage.AddItem> item = Json.item(call.body());
        return item.isEmpty()
                ? CompletableFuture.completedFuture(BAD_REQUEST)
                : answer(id, item.get());
    }

    private CompletionStage<Response> view(Call call) {
        String id = call.path("id");
        return CartIds.valid(id)
                ? answer(id, new CartMessage.View())
                : CompletableFuture.completedFuture(NOT_FOUND);
    }

    private CompletionStage<Response> answer(String id, Ask<CartMessage, CartView> question) {
        return carts.ask(id, question).thenApply(view -> Response.json(Json.bytes(view)));
    }
}
