package shop.pricing;

import dev.midstream.api.AppModule;
import dev.midstream.api.Provides;
import dev.midstream.api.Start;
import java.nio.file.Files;
import java.nio.file.Path;
import shop.contract.Pricing;

public final class PricingModule implements AppModule {

    static final int VERSION = 2;

    private final ListedPrices prices = new ListedPrices();

    @Override
    public void start(Start start) throws Exception {
        Path gate = Path.of(System.getProperty("shop.gate"));
        Files.createFile(gate.resolve("entered"));
        while (!Files.exists(gate.resolve("go"))) {
            Thread.sleep(20);
        }
    }

    @Provides
    public Pricing pricing() {
        return prices;
    }

    @Override
    public void stop() {
        prices.stop();
    }
}
