package dev.midstream.store;

import dev.midstream.runtime.actor.StoredActor;
import dev.midstream.store.encoding.Cbor;
import dev.midstream.store.encoding.Encoding;
import dev.midstream.store.encoding.Misfit;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Some actors of one section as bytes: an array of one map for each, {@code {k: key, s: state, t:
 * [name, nanoseconds, message, …], m: [message, …]}}, in which what is empty is left out.
 *
 * <p>Immutable, but for what it writes; one thread at a time.
 */
final class Block {

    private static final String KEY = "k";
    private static final String STATE = "s";
    private static final String TIMERS = "t";
    private static final String MESSAGES = "m";

    private final Encoding states;
    private final Encoding messages;

    Block(Encoding states, Encoding messages) {
        this.states = states;
        this.messages = messages;
    }

    /** Takes each actor that a block has. */
    interface Taker<X extends Exception> {
        void take(StoredActor actor) throws X;
    }

    /** The bytes of actors. */
    byte[] write(List<StoredActor> actors) throws Misfit {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JsonGenerator out = Cbor.shortWriter(bytes);
        out.writeStartArray(actors, actors.size());
        for (StoredActor actor : actors) {
            write(actor, out);
        }
        out.writeEndArray();
        out.close();
        return bytes.toByteArray();
    }

    private void write(StoredActor actor, JsonGenerator out) throws Misfit {
        out.writeStartObject();
        out.writeName(KEY);
        Cbor.text(actor.key(), out);
        if (actor.state() != null) {
            out.writeName(STATE);
            states.write(actor.state(), out);
        }
        if (!actor.timers().isEmpty()) {
            out.writeName(TIMERS);
            out.writeStartArray();
            for (StoredActor.Timer timer : actor.timers()) {
                Cbor.text(timer.name(), out);
                out.writeNumber(timer.inNanos());
                messages.write(timer.message(), out);
            }
            out.writeEndArray();
        }
        if (!actor.messages().isEmpty()) {
            out.writeName(MESSAGES);
            out.writeStartArray();
            for (Object message : actor.messages()) {
                messages.write(message, out);
            }
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    /**
     * The actors that bytes have.
     *
     * @throws Misfit if they are no block, whatever they are; says which actor, if that is known
     */
    <X extends Exception> void read(byte[] bytes, Taker<X> taker) throws Misfit, X {
        try (JsonParser in = Cbor.reader(bytes)) {
            require(in.nextToken() == JsonToken.START_ARRAY, "an array of actors");
            while (in.nextToken() != JsonToken.END_ARRAY) {
                taker.take(actor(in));
            }
            require(in.nextToken() == null, "the end");
        }
    }

    private StoredActor actor(JsonParser in) throws Misfit {
        String key = null;
        Object state = null;
        List<StoredActor.Timer> timers = List.of();
        List<Object> waiting = List.of();
        try {
            require(in.currentToken() == JsonToken.START_OBJECT, "an actor");
            while (in.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = in.currentName();
                in.nextToken();
                switch (name) {
                    case KEY -> key = Cbor.text(in);
                    case STATE -> state = states.read(in);
                    case TIMERS -> timers = timers(in);
                    case MESSAGES -> waiting = messages(in);
                    default -> throw Misfit.because("an actor has no '" + name + "'");
                }
            }
            require(in.currentToken() == JsonToken.END_OBJECT, "the end of an actor");
            if (key == null) {
                throw Misfit.because("an actor without a key");
            }
            return new StoredActor(key, state, timers, waiting);
        } catch (Misfit | RuntimeException e) {
            throw Misfit.at(key == null ? "" : "'" + key + "'", e);
        }
    }

    private List<StoredActor.Timer> timers(JsonParser in) throws Misfit {
        require(in.currentToken() == JsonToken.START_ARRAY, "timers");
        List<StoredActor.Timer> timers = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            String name = Cbor.text(in);
            require(in.nextToken() == JsonToken.VALUE_NUMBER_INT, "a timer's time");
            long nanos = in.getLongValue();
            in.nextToken();
            timers.add(new StoredActor.Timer(name, nanos, message(in)));
        }
        return timers;
    }

    private List<Object> messages(JsonParser in) throws Misfit {
        require(in.currentToken() == JsonToken.START_ARRAY, "messages");
        List<Object> read = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            read.add(message(in));
        }
        return read;
    }

    private Object message(JsonParser in) throws Misfit {
        Object message = messages.read(in);
        if (message == null) {
            throw Misfit.because("a message that is null");
        }
        return message;
    }

    private static void require(boolean fits, String what) throws Misfit {
        if (!fits) {
            throw Misfit.because("expected " + what + ", seen something else");
        }
    }
}
