package com.acme.json;

import com.acme.money.Money;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;

final class MoneyReader extends StdDeserializer<Money> {

    MoneyReader() {
        super(Money.class);
    }

    @Override
    public Money deserialize(JsonParser in, DeserializationContext context) throws IOException {
        return new Money(in.getLongValue());
    }
}
