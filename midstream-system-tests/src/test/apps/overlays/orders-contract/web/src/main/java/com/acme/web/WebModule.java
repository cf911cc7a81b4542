package com.acme.web;

import com.acme.catalog.domain.Catalog;
import com.acme.json.Json;
import com.acme.orders.domain.Basket;
import com.acme.orders.domain.Check;
import com.acme.orders.domain.InvalidOrder;
import com.acme.orders.domain.Order;
import com.acme.orders.domain.OrderEvent;
import com.acme.orders.domain.OrderNotFound;
import com.acme.orders.domain.Orders;
import com.acme.orders.domain.Pricing;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.midstream.api.AppModule;
import dev.midstream.api.Call;
import dev.midstream.api.Response;
import dev.midstream.api.Wiring;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** The service over HTTP. */
public final class WebModule implements AppModule {

    static final String VERSION = "3";

    private static final TypeReference<Basket> BASKET = new TypeReference<>() {};

    private final Orders orders;
    private final Pricing pricing;
    private final Catalog catalog;
    private final Check<Basket> check;
    private final DataSource database;

    /** With what it needs. */
    public WebModule(
            Orders orders, Pricing pricing, Catalog catalog, Check<Basket> check, DataSource database) {
        this.database = database;
        this.orders = orders;
        this.pricing = pricing;
        this.catalog = catalog;
        this.check = check;
    }

    @Override
    public void configure(Wiring wiring) {
        wiring.http()
                .get("/about", call -> Response.json(Json.write(Map.of("version", VERSION, "pool", database.toString(), "jackson", com.fasterxml.jackson.databind.cfg.PackageVersion.VERSION.toString()))))
                .get("/articles", call -> Response.json(Json.write(catalog.all())))
                .post("/orders", this::place)
                .get("/orders/{id}", this::show)
                .delete("/orders/{id}", this::cancel);
    }

    private Response place(Call call) {
        try {
            Basket basket = Json.read(call.text(), BASKET);
            check.check(basket);
            Order order =
                    new Order(
                            UUID.randomUUID().toString(),
                            basket.customer(),
                            basket.lines(),
                            pricing.total(basket.lines()),
                            Order.Status.OPEN,
                            List.of());
            orders.add(order, new OrderEvent.Placed(order.id(), order.total().cents()));
            return json(201, order);
        } catch (InvalidOrder e) {
            return json(400, Map.of("complaints", e.complaints()));
        } catch (JsonProcessingException e) {
            return json(400, Map.of("complaints", List.of("not JSON: " + e.getOriginalMessage())));
        }
    }

    private Response show(Call call) {
        try {
            return json(200, orders.order(call.path("id")));
        } catch (OrderNotFound e) {
            return json(404, Map.of("complaints", List.of(e.getMessage())));
        }
    }

    private Response cancel(Call call) {
        String why = call.query("why").orElse("no reason");
        Order order = orders.order(call.path("id"));
        orders.told(new OrderEvent.Cancelled(order.id(), why));
        return json(200, order);
    }

    private static Response json(int status, Object body) {
        return Response.status(status).body("application/json", Json.write(body));
    }
}
