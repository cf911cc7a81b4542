package shop.web;

import dev.midstream.api.AppModule;
import dev.midstream.api.Response;
import dev.midstream.api.Wiring;
import shop.contract.Pricing;

public final class WebModule implements AppModule {

    static final int VERSION = 1;

    private final Pricing pricing;
    private final Quotes quotes;

    public WebModule(Pricing pricing) {
        this.pricing = pricing;
        quotes = new Quotes(pricing);
    }

    @Override
    public void configure(Wiring wiring) {
        wiring.http()
                .getAsync("/quote/{sku}", quotes::now)
                .get("/blocking/{sku}", quotes::blocking)
                .get("/slow", quotes::slow)
                .get(
                        "/discount/{sku}",
                        call -> Response.text(pricing.discount(call.path("sku")) + "%"));
    }

    @Override
    public void stop() {
        quotes.stop();
    }
}
