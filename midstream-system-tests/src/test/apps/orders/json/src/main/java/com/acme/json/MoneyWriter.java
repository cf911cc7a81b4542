package com.acme.json;

import com.acme.money.Money;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;

final class MoneyWriter extends StdSerializer<Money> {

    MoneyWriter() {
        super(Money.class);
    }

    @Override
    public void serialize(Money money, JsonGenerator out, SerializerProvider provider) throws IOException {
        out.writeNumber(money.cents());
    }
}
