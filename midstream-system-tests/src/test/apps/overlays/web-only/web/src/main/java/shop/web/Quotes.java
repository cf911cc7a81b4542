package shop.web;

import dev.midstream.api.Call;
import dev.midstream.api.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import shop.contract.Pricing;
import shop.contract.Quote;

/** Asks for two prices per answer, so that an answer of two generations shows. */
final class Quotes {

    private final Pricing pricing;
    private volatile boolean stopped;

    Quotes(Pricing pricing) {
        this.pricing = pricing;
    }

    CompletionStage<Response> now(Call call) {
        return CompletableFuture.completedFuture(answer(call, "quote", call.path("sku")));
    }

    Response blocking(Call call) throws InterruptedException {
        return waited(call, "blocking", call.path("sku"), 1);
    }

    Response slow(Call call) throws InterruptedException {
        return waited(call, "slow", "slow", number(call, "millis"));
    }

    void stop() {
        stopped = true;
    }

    private Response waited(Call call, String route, String sku, int millis)
            throws InterruptedException {
        int qty = number(call, "qty");
        Quote first = pricing.quote(sku, qty);
        Thread.sleep(millis);
        return text(call, route, sku, qty, first, pricing.quote(sku, qty + 1));
    }

    private Response answer(Call call, String route, String sku) {
        int qty = number(call, "qty");
        return text(
                call, route, sku, qty, pricing.quote(sku, qty), pricing.quote(sku, qty + 1));
    }

    private Response text(
            Call call, String route, String sku, int qty, Quote first, Quote second) {
        long check = (first.cents() * 7 + second.cents() * 13 + WebModule.VERSION * 1009L) % 999_983;
        boolean alive = first.alive() && second.alive() && !stopped;
        return Response.text(
                "stamp=" + call.query("stamp").orElse("none")
                        + ";route=" + route.strip()
                        + ";sku=" + sku
                        + ";qty=" + qty
                        + ";web=" + WebModule.VERSION
                        + ";first=" + first.by() + ":" + first.cents()
                        + ";second=" + second.by() + ":" + second.cents()
                        + ";check=" + check
                        + ";alive=" + alive);
    }

    private static int number(Call call, String name) {
        return Integer.parseInt(call.query(name).orElse("1"));
    }
}
