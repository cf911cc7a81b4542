package shop.greeting;

import dev.midstream.api.AppModule;
import dev.midstream.api.Response;
import dev.midstream.api.Wiring;
import shop.contract.Pricing;

public final class GreetingModule implements AppModule {

    private final Pricing pricing;

    public GreetingModule(Pricing pricing) {
        this.pricing = pricing;
    }

    @Override
    public void configure(Wiring wiring) {
        wiring.http()
                .get("/greeting", call -> Response.text("welcome to v" + pricing.quote("a", 1).by()));
    }
}
