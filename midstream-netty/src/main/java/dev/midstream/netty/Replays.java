package dev.midstream.netty;

import dev.midstream.api.AsyncHandler;
import dev.midstream.api.Handler;
import dev.midstream.api.Response;
import dev.midstream.runtime.generation.Gate;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.Pin;
import dev.midstream.runtime.http.Entry;
import dev.midstream.runtime.http.Match;
import dev.midstream.runtime.http.Route;
import dev.midstream.runtime.record.RequestSample;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Makes kept requests again, for nobody. What module code sees is what it sees of a client's
 * request, class by class: code that was compiled here is right for there. Used by one thread at a
 * time.
 */
final class Replays {

    private final Gate gate;
    private final ResponseEncoder encoder = new ResponseEncoder();

    Replays(Gate gate) {
        this.gate = gate;
    }

    /** As {@link dev.midstream.runtime.generation.ReplayDoor#replay}. */
    int replay(Generation shadow, RequestSample request) throws Exception {
        RequestTarget target = RequestTarget.parse(request.method(), request.target());
        if (target == null
                || !(shadow.router().match(request.method(), target.path())
                        instanceof Match.Found hit)) {
            return 0;
        }
        Route route = hit.route();
        RequestCall call =
                new RequestCall(
                        request.method(),
                        target,
                        headers(request.headers()),
                        request.body(),
                        route.parameters(),
                        hit.values());
        Response response = call(shadow, route, call);
        return response == null ? 0 : encode(response, request.method().equals("HEAD"));
    }

    private @Nullable Response call(Generation shadow, Route route, RequestCall call)
            throws Exception {
        Pin pin = gate.lend(shadow, route.loader());
        try {
            return switch (route.handling()) {
                case Route.Blocking(Handler handler) -> Entry.call(handler, call);
                case Route.NonBlocking(AsyncHandler handler) ->
                        completed(Entry.callAsync(handler, call));
                case Route.Streaming _, Route.NonBlockingStreaming _ -> null;
            };
        } finally {
            pin.close();
        }
    }

    /** What a stage has come to by now: effects do not happen, so some never come to anything. */
    private static @Nullable Response completed(@Nullable CompletionStage<Response> stage)
            throws Exception {
        if (stage == null) {
            throw new NullPointerException("the handler returned null");
        }
        CompletableFuture<Response> future = stage.toCompletableFuture();
        if (future.state() == Future.State.FAILED) {
            throw new ExecutionException(future.exceptionNow());
        }
        return future.state() == Future.State.SUCCESS ? future.resultNow() : null;
    }

    private int encode(Response response, boolean withoutBody) {
        if (response.stream().isEmpty()) {
            encoder.encode(
                            UnpooledByteBufAllocator.DEFAULT,
                            response,
                            withoutBody,
                            ResponseEncoder.After.OPEN)
                    .release();
        }
        return response.status();
    }

    private static HttpHeaders headers(List<String> pairs) {
        HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().newHeaders();
        for (int at = 0; at + 1 < pairs.size(); at += 2) {
            headers.add(pairs.get(at), pairs.get(at + 1));
        }
        return headers;
    }
}
