package libraries.jackson;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.PackageVersion;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.midstream.api.AppModule;
import dev.midstream.api.Wiring;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import libraries.probe.Probe;

/** Records, sealed types, times and YAML with Jackson, its modules found as services. */
public final class JacksonModule implements AppModule {

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes({@JsonSubTypes.Type(Paid.class), @JsonSubTypes.Type(Open.class)})
    private sealed interface Event {}

    private record Paid(Instant at, long cents) implements Event {}

    private record Open(List<String> skus) implements Event {}

    private record Order(String stamp, List<Event> events) {}

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .findAndAddModules()
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .build();
    private static final ObjectMapper YAML = new YAMLMapper().findAndRegisterModules();

    @Override
    public void configure(Wiring wiring) {
        Probe.route(wiring, PackageVersion.VERSION.toString(), JacksonModule::use);
    }

    private static String use(String stamp) throws IOException {
        Order order =
                new Order(
                        stamp,
                        List.of(new Open(List.of("a", "b")), new Paid(Instant.EPOCH, 1_250)));
        String json = JSON.writeValueAsString(order);
        Probe.same(true, json.contains("1970-01-01T00:00:00Z"));
        Order read = JSON.readValue(json, new TypeReference<>() {});
        Probe.same(order, read);
        return YAML.readValue(YAML.writeValueAsString(read), Order.class).stamp();
    }
}
