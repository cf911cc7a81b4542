package carts;

import java.io.ByteArrayOutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Reads items and writes carts, with Jackson's streaming parser as the Midstream app does. */
final class Json {

    private static final long ABSENT = -1;
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String[] SKUS = new String[10_000];

    static {
        for (int sku = 0; sku < SKUS.length; sku++) {
            SKUS[sku] = "SKU-" + String.valueOf(10_000 + sku).substring(1);
        }
    }

    private Json() {}

    /** What a client puts into its cart. */
    record Item(int sku, long qty, long priceCents) {}

    /** Null for what is no item. */
    static Item item(byte[] body) {
        long sku = ABSENT;
        long qty = ABSENT;
        long priceCents = ABSENT;
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "sku" -> sku = sku(parser, value);
                    case "qty" -> qty = integer(parser, value, 1_000);
                    case "priceCents" -> priceCents = integer(parser, value, 10_000_000);
                    default -> {}
                }
                parser.skipChildren();
            }
            if (parser.nextToken() != null || sku < 0 || qty < 0 || priceCents < 0) {
                return null;
            }
            return new Item((int) sku, qty, priceCents);
        } catch (JacksonException malformed) {
            return null;
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

    static byte[] bytes(Cart cart, Pricing pricing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeNumberProperty("version", cart.version());
            json.writeArrayPropertyStart("items");
            long sum = 0;
            for (Cart.Line line : cart.lines()) {
                long cents = pricing.lineCents(line);
                sum += cents;
                json.writeStartObject();
                json.writeStringProperty("sku", SKUS[line.sku()]);
                json.writeNumberProperty("qty", line.qty());
                json.writeNumberProperty("priceCents", line.priceCents());
                json.writeNumberProperty("lineCents", cents);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNumberProperty("totalCents", pricing.total(sum, cart.loyaltyPoints()));
            if (pricing.loyal()) {
                json.writeNumberProperty(pricing.pointsKey(), cart.loyaltyPoints());
            }
            json.writeEndObject();
        }
        return out.toByteArray();
    }
}
