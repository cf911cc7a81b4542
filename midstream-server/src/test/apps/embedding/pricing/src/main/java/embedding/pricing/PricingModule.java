package embedding.pricing;

import dev.midstream.api.AppModule;
import dev.midstream.api.Provides;
import dev.midstream.server.embedding.contract.Pricing;
import dev.midstream.server.embedding.contract.Quote;
import dev.midstream.server.embedding.contract.Tickets;

public final class PricingModule implements AppModule {

    private static final String VERSION = "v1";
    private static final long CENTS = 100;

    private final int instance;

    public PricingModule(Tickets tickets) {
        instance = tickets.draw();
    }

    @Provides
    public Pricing pricing() {
        return quantity -> new Quote(VERSION, instance, CENTS * quantity);
    }
}
