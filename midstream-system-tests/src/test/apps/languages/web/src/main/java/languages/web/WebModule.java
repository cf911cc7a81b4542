package languages.web;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.midstream.api.AppModule;
import dev.midstream.api.Response;
import dev.midstream.api.Wiring;
import languages.Greeter;
import languages.Greeter.Mood;
import languages.proto.Line;
import languages.proto.Parcel;
import languages.proto.State;

/** Asks the module in Kotlin, and packs parcels of generated messages. */
public final class WebModule implements AppModule {

    private static final String VERSION = "1";

    private final Greeter greeter;

    /** With what it needs. */
    public WebModule(Greeter greeter) {
        this.greeter = greeter;
    }

    @Override
    public void configure(Wiring wiring) {
        wiring.http()
                .get(
                        "/web",
                        call -> {
                            Greeter.Greeting greeting =
                                    greeter.greet(call.query("stamp").orElse("none"), Mood.LOUD);
                            String said = greeting.text();
                            return Response.text(
                                    said.substring(said.lastIndexOf(' ') + 1).toLowerCase()
                                            + " "
                                            + greeting.version());
                        })
                .get("/proto", call -> Response.text(parcel(call.query("stamp").orElse("none"))));
    }

    private static String parcel(String stamp) throws InvalidProtocolBufferException {
        Parcel parcel =
                Parcel.newBuilder()
                        .setStamp(stamp)
                        .setState(State.SENT)
                        .addLines(Line.newBuilder().setSku("a").setQty(2))
                        .build();
        Parcel read = Parcel.parseFrom(parcel.toByteArray());
        return read.getStamp() + " " + VERSION;
    }
}
