package com.example.shop.web;

import com.example.shop.contract.Catalogue;
import com.example.shop.contract.Pricing;
import dev.midstream.api.AppModule;
import dev.midstream.api.Response;
import dev.midstream.api.Wiring;
import java.util.concurrent.CompletableFuture;

/** The shop's HTTP routes. */
public final class WebModule implements AppModule {

    private final Catalogue catalogue;
    private final Shop shop;

    public WebModule(Pricing pricing, Catalogue catalogue) {
        this.catalogue = catalogue;
        this.shop = new Shop(pricing);
    }

    @Override
    public void configure(Wiring wiring) {
        wiring.http()
                .get("/", call -> Response.text(welcome()))
                .getAsync(
                        "/quote/{sku}", call -> CompletableFuture.completedFuture(shop.quote(call)))
                .get("/slow-quote/{sku}", shop::slowQuote)
                .post("/orders", shop::order);
    }

    private String welcome() {
        return "Shop v1, " + catalogue.articles().size() + " articles. Try /quote/tea?qty=3\n";
    }
}
