package dev.midstream.runtime.generation;

import dev.midstream.runtime.record.RequestSample;
import dev.midstream.runtime.record.Reservoir;
import java.util.List;

/** A door that has kept some of its requests, and can make them again. Safe for all threads. */
public interface ReplayDoor {

    /** What was kept, by {@link dev.midstream.runtime.http.Route#kind}. */
    List<Reservoir.Kind<RequestSample>> requests();

    /**
     * Makes a request again, in a generation that serves nobody: the way that a client's request
     * takes through host and module, without its socket; the answer is encoded and dropped.
     *
     * @param shadow where to; the calling thread runs its handler, whatever its kind
     * @return the status; 0 if no route has the path, or if the answer was not there when the
     *     handler had returned
     * @throws Exception what the handler has thrown, or its stage
     */
    int replay(Generation shadow, RequestSample request) throws Exception;

    /**
     * Has each thread that serves clients run something as soon as it gets to it.
     *
     * @param arrival short, and without waiting
     * @return how many threads will
     */
    default int probe(Runnable arrival) {
        return 0;
    }
}
