package libraries.gson;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.reflect.TypeToken;
import dev.midstream.api.AppModule;
import dev.midstream.api.Wiring;
import java.util.List;
import java.util.Map;
import libraries.probe.Probe;

/** Records, generic types and pretty printing with Gson. */
public final class GsonModule implements AppModule {

    private record Line(String sku, int qty) {}

    private record Cart(String stamp, List<Line> lines) {}

    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    @Override
    public void configure(Wiring wiring) {
        Probe.route(wiring, Probe.version(Gson.class, "com.google.code.gson", "gson"), GsonModule::use);
    }

    private static String use(String stamp) {
        String json = GSON.toJson(new Cart(stamp, List.of(new Line("a", 2), new Line("b", 3))));
        Cart cart = GSON.fromJson(json, Cart.class);
        Map<String, List<Line>> lines =
                GSON.fromJson(
                        "{\"x\":[{\"sku\":\"a\",\"qty\":2}]}",
                        new TypeToken<Map<String, List<Line>>>() {}.getType());
        Probe.same(cart.lines().get(0), lines.get("x").get(0));
        return cart.stamp();
    }
}
