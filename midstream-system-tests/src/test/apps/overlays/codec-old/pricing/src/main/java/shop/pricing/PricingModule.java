package shop.pricing;

import dev.midstream.api.AppModule;
import dev.midstream.api.Provides;
import dev.midstream.api.Response;
import dev.midstream.api.Wiring;
import org.apache.commons.codec.digest.DigestUtils;
import shop.contract.Pricing;

public final class PricingModule implements AppModule {

    static final int VERSION = 1;

    private final ListedPrices prices = new ListedPrices();

    @Provides
    public Pricing pricing() {
        return prices;
    }

    @Override
    public void configure(Wiring wiring) {
        wiring.http().get("/codec", call -> Response.text(codec()));
    }

    @Override
    public void stop() {
        prices.stop();
    }

    /** The library's version by its manifest, and whether it has a class that 1.16 brought. */
    private static String codec() {
        String version = DigestUtils.class.getPackage().getImplementationVersion();
        return version + ";blake3=" + has("org.apache.commons.codec.digest.Blake3");
    }

    private static boolean has(String type) {
        try {
            Class.forName(type);
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }
}
