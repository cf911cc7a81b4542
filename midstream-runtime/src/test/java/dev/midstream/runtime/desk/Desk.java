package dev.midstream.runtime.desk;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A contract that stands on the host's class path and hands out objects. */
public interface Desk {

    /** Which version this is. */
    String version();

    /** An object that stays. */
    Session open(String name);

    /** Nothing, or one. */
    Optional<Session> find(String name);

    /** Several, in the module's own kind of list. */
    List<Session> all();

    /** Several by name. */
    Map<String, Session> byName();

    /** Names only, in the module's own kind of list. */
    List<String> names();

    /** A pair. */
    Session[] pair();

    /** Complete when {@link #complete} is called. */
    CompletionStage<Session> later(String name);

    /** Completes what {@link #later} returned. */
    void complete(String name);

    /** What the module sees of an argument. */
    String kindOf(Session session);

    /** A function of the JDK's. */
    Supplier<String> supplier();

    /** Calls the host's object. */
    void watch(Watcher watcher);

    /** Throws what its word asks for. */
    void fail(String how) throws IOException, Closed;

    /** Fails later. */
    CompletionStage<String> failLater();

    /** An object of a generation. */
    interface Session {

        /** The version that this is a session of. */
        String version();

        /** What the desk itself says, asked through the host's reference. */
        String viaHost();

        /** One more. */
        Session next();

        /** Waits in a latch of the test's. */
        String slow(String latch);
    }

    /** An object of the host's. */
    interface Watcher {
        /** Something was seen. */
        void seen(String what);
    }

    /** An exception of the contract's, with data. */
    final class Closed extends Exception {
        private static final long serialVersionUID = 1L;

        private final int code;

        /** With a code and a cause. */
        public Closed(int code, Throwable cause) {
            super("closed " + code, cause);
            this.code = code;
        }

        /** The code. */
        public int code() {
            return code;
        }
    }
}
