package shop.web;

import dev.midstream.api.AppModule;
import dev.midstream.api.Wiring;
import shop.contract.Pricing;

public final class WebModule implements AppModule {

    static final int VERSION = 1;

    private final Quotes quotes;

    public WebModule(Pricing pricing) {
        quotes = new Quotes(pricing);
    }

    @Override
    public void configure(Wiring wiring) {
        wiring.http()
                .getAsync("/quote/{sku}", quotes::now)
                .get("/blocking/{sku}", quotes::blocking)
                .get("/slow", quotes::slow);
    }

    @Override
    public void stop() {
        quotes.stop();
    }
}
