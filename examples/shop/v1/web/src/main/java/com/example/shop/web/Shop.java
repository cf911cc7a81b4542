package com.example.shop.web;

import com.example.shop.contract.Pricing;
import com.example.shop.contract.Quote;
import com.example.shop.contract.UnknownArticle;
import com.example.shop.web.Answers.LineAnswer;
import com.example.shop.web.Answers.Order;
import com.example.shop.web.Answers.OrderAnswer;
import com.example.shop.web.Answers.Problem;
import com.example.shop.web.Answers.QuoteAnswer;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import dev.midstream.api.Call;
import dev.midstream.api.Response;
import java.util.ArrayList;
import java.util.List;

/** Answers quotes and orders. Keeps nothing: an answer depends on its request alone. */
final class Shop {

    private static final long LONGEST_PAUSE_MILLIS = 120_000;

    private final Pricing pricing;
    private final Gson gson = new GsonBuilder().disableHtmlEscaping().create();

    Shop(Pricing pricing) {
        this.pricing = pricing;
    }

    Response quote(Call call) {
        try {
            String sku = call.path("sku");
            Quote asked = pricing.quote(sku, qty(call));
            Quote single = pricing.quote(sku, 1);
            return ok(answer(call, asked, single));
        } catch (UnknownArticle | IllegalArgumentException problem) {
            return refusal(problem);
        }
    }

    /** As {@link #quote}, with a pause in the middle: a request that is slow for some reason. */
    Response slowQuote(Call call) throws InterruptedException {
        try {
            String sku = call.path("sku");
            long pause = Long.parseLong(call.query("millis").orElse("1000"));
            Quote asked = pricing.quote(sku, qty(call));
            Thread.sleep(Math.clamp(pause, 0, LONGEST_PAUSE_MILLIS));
            Quote single = pricing.quote(sku, 1);
            return ok(answer(call, asked, single));
        } catch (UnknownArticle | IllegalArgumentException problem) {
            return refusal(problem);
        }
    }

    Response order(Call call) {
        try {
            Order order = gson.fromJson(call.text(), Order.class);
            if (order == null || order.stamp() == null || order.lines() == null) {
                throw new IllegalArgumentException("an order has a stamp and lines");
            }
            List<LineAnswer> lines = new ArrayList<>();
            long total = 0;
            for (Answers.Line line : order.lines()) {
                Quote quote = pricing.quote(line.sku(), line.qty());
                total += quote.totalCents();
                lines.add(
                        new LineAnswer(
                                quote.sku(), quote.qty(), Money.format(quote.totalCents())));
            }
            return ok(new OrderAnswer(order.stamp(), lines, Money.format(total)));
        } catch (UnknownArticle | IllegalArgumentException | JsonParseException problem) {
            return refusal(problem);
        }
    }

    private static QuoteAnswer answer(Call call, Quote asked, Quote single) {
        return new QuoteAnswer(
                call.query("stamp").orElse(""),
                asked.sku(),
                asked.qty(),
                Money.format(asked.totalCents()),
                Money.format(single.totalCents()));
    }

    private static int qty(Call call) {
        return Integer.parseInt(call.query("qty").orElse("1"));
    }

    private Response ok(Object answer) {
        return Response.json(gson.toJson(answer));
    }

    private Response refusal(RuntimeException problem) {
        return Response.status(problem instanceof UnknownArticle ? 404 : 400)
                .body("application/json", gson.toJson(new Problem(problem.getMessage())));
    }
}
