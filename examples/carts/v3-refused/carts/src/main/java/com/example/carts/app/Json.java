package com.example.carts.app;

import com.example.carts.contract.CartMessage;
import com.example.carts.contract.CartView;
import com.example.carts.contract.Line;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Reads items and writes carts. */
final class Json {

    private static final long ABSENT = -1;
    private static final int MOST_PIECES = 1_000;
    private static final int HIGHEST_PRICE_CENTS = 10_000_000;
    private static final int USUAL_BYTES = 512;

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String[] SKUS = new String[10_000];

    static {
        for (int sku = 0; sku < SKUS.length; sku++) {
            SKUS[sku] = "SKU-" + String.valueOf(10_000 + sku).substring(1);
        }
    }

    private Json() {}

    /**
     * Reads {@code {"sku":"SKU-0123","qty":2,"priceCents":1999}}: keys in any order, others
     * ignored, the last of equal ones counts. Empty for anything else.
     */
    static Optional<CartMessage.AddItem> item(byte[] body) {
        long sku = ABSENT;
        long qty = ABSENT;
        long priceCents = ABSENT;
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "sku" -> sku = sku(parser, value);
                    case "qty" -> qty = integer(parser, value, MOST_PIECES);
                    case "priceCents" -> priceCents = integer(parser, value, HIGHEST_PRICE_CENTS);
                    default -> {}
                }
                parser.skipChildren();
            }
            if (parser.nextToken() != null || sku < 0 || qty < 0 || priceCents < 0) {
                return Optional.empty();
            }
            return Optional.of(new CartMessage.AddItem((int) sku, (int) qty, priceCents));
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }

    private static long sku(JsonParser parser, JsonToken value) {
        String text = value == JsonToken.VALUE_STRING ? parser.getString() : "";
        if (text.length() != 8 || !text.startsWith("SKU-")) {
            return ABSENT;
        }
        int sku = 0;
        for (int i = 4; i < 8; i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return ABSENT;
            }
            sku = sku * 10 + digit - '0';
        }
        return sku;
    }

    private static long integer(JsonParser parser, JsonToken value, long most) {
        if (value != JsonToken.VALUE_NUMBER_INT
                || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            return ABSENT;
        }
        long number = parser.getLongValue();
        return number >= 1 && number <= most ? number : ABSENT;
    }

    /** Writes a cart. */
    static byte[] bytes(CartView view) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_BYTES);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeNumberProperty("version", view.version());
            json.writeArrayPropertyStart("items");
            for (CartView.PricedLine item : view.items()) {
                Line line = item.line();
                json.writeStartObject();
                json.writeStringProperty("sku", SKUS[line.sku()]);
                json.writeNumberProperty("qty", line.qty());
                json.writeNumberProperty("priceCents", line.priceCents());
                json.writeNumberProperty("lineCents", item.lineCents());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNumberProperty("totalCents", view.totalCents());
            json.writeNumberProperty("loyaltyPoints", view.loyaltyPoints());
            json.writeEndObject();
        }
        return out.toByteArray();
    }
}
