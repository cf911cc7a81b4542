package libraries.protobuf;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.RuntimeVersion;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import com.google.protobuf.util.Timestamps;
import dev.midstream.api.AppModule;
import dev.midstream.api.Wiring;
import libraries.probe.Probe;

/** Messages to bytes and back, wrapped in Any, and as JSON. */
public final class ProtobufModule implements AppModule {

    @Override
    public void configure(Wiring wiring) {
        Probe.route(wiring, version(), ProtobufModule::use);
    }

    private static String version() {
        return RuntimeVersion.OSS_MAJOR + "." + RuntimeVersion.OSS_MINOR + "." + RuntimeVersion.OSS_PATCH;
    }

    private static String use(String stamp) throws InvalidProtocolBufferException {
        Struct struct =
                Struct.newBuilder()
                        .putFields("stamp", Value.newBuilder().setStringValue(stamp).build())
                        .build();
        Struct read = Any.parseFrom(Any.pack(struct).toByteArray()).unpack(Struct.class);
        Struct.Builder fromJson = Struct.newBuilder();
        JsonFormat.parser().merge(JsonFormat.printer().print(read), fromJson);
        Probe.same("1970-01-01T00:00:00Z", Timestamps.toString(Timestamps.fromMillis(0)));
        return fromJson.build().getFieldsOrThrow("stamp").getStringValue();
    }
}
