package dev.midstream.netty;

import dev.midstream.runtime.http.Route;
import dev.midstream.runtime.record.Redaction;
import dev.midstream.runtime.record.RequestSample;
import dev.midstream.runtime.record.Reservoir;
import dev.midstream.runtime.record.Sampler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Keeps a few of an event loop's requests, to warm the next version with. Confined to its loop, but
 * for {@link #requests}, which all threads may call.
 */
final class Recorder {

    private final Sampler usual = new Sampler();
    private final Sampler failures = new Sampler();
    private final Reservoir<RequestSample> requests = new Reservoir<>();

    /** For how many requests the one that begins stands, if it is to be kept; else 0. */
    int due() {
        return usual.due() ? usual.weight() : 0;
    }

    /** Whether a request that has failed is to be kept, although it was not due. */
    boolean failureDue() {
        return failures.due();
    }

    /**
     * Keeps a request, unless its route is not to be recorded.
     *
     * @param weight for how many it stands; 0 for a failure that was not due
     * @param nanos how long its handler took on its thread
     */
    void keep(Route route, RequestCall call, int weight, int status, long nanos) {
        Route.Sampling sampling = route.sampling();
        byte[] body = route.streams() ? RequestBody.EMPTY : call.body();
        if (!sampling.recorded() || body.length > RequestSample.MOST_BODY) {
            requests.skip(route.kind(), weight);
            return;
        }
        RequestSample sample =
                new RequestSample(call.method(), call.target(), headers(call), body, status, nanos);
        Redaction.of(sample, sampling.redacted())
                .ifPresentOrElse(
                        kept -> requests.add(route.kind(), weight, status >= 500, kept),
                        () -> requests.skip(route.kind(), weight));
    }

    private static List<String> headers(RequestCall call) {
        List<String> headers = new ArrayList<>();
        for (Map.Entry<String, String> header : call.headers()) {
            if (!RequestSample.isCredential(header.getKey())) {
                headers.add(header.getKey());
                headers.add(header.getValue());
            }
        }
        return headers;
    }

    Reservoir<RequestSample> requests() {
        return requests;
    }
}
