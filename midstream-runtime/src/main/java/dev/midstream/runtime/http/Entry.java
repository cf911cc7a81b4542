package dev.midstream.runtime.http;

import dev.midstream.api.AsyncHandler;
import dev.midstream.api.Call;
import dev.midstream.api.Handler;
import dev.midstream.api.Response;
import java.util.concurrent.CompletionStage;

/**
 * Where the host calls handlers: the one place, for clients' requests and for replayed ones. Any
 * thread.
 */
public final class Entry {

    private Entry() {}

    /** Calls a handler that may block. */
    public static Response call(Handler handler, Call call) throws Exception {
        return handler.handle(call);
    }

    /** Calls a handler that must not block. */
    public static CompletionStage<Response> callAsync(AsyncHandler handler, Call call)
            throws Exception {
        return handler.handle(call);
    }
}
