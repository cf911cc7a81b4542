package com.acme.json;

import com.acme.money.Money;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;

/** How this company writes JSON. */
public final class Json {

    private static final ObjectMapper MAPPER = mapper();

    private Json() {}

    /** A mapper of one's own, configured as all are. */
    public static ObjectMapper mapper() {
        SimpleModule money = new SimpleModule("money");
        money.addSerializer(Money.class, new MoneyWriter());
        money.addDeserializer(Money.class, new MoneyReader());
        return JsonMapper.builder()
                .findAndAddModules()
                .addModule(money)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    /** Writes. */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written: " + value, e);
        }
    }

    /** Reads. */
    public static <T> T read(String json, TypeReference<T> type) throws JsonProcessingException {
        return MAPPER.readValue(json, type);
    }
}
