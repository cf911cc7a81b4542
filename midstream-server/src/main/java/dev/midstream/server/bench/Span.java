package dev.midstream.server.bench;

import dev.midstream.load.LoadReport.Window;

/**
 * What clients saw in a stretch of time. Times in microseconds.
 *
 * @param requests how many were due in it
 * @param p99 the 99th percentile of latency; -1 if there was no such stretch
 * @param p999 the 99.9th percentile; -1 where fewer than 20,000 requests were due, of which it
 *     would say little
 */
public record Span(long requests, long p99, long p999) {

    /** Of fewer requests the 99.9th percentile is not told. */
    public static final long ENOUGH_FOR_P999 = 20_000;

    static final Span NONE = new Span(0, -1, -1);

    static Span of(Window window) {
        return window.requests() == 0
                ? NONE
                : new Span(
                        window.requests(),
                        window.p99Micros(),
                        window.requests() < ENOUGH_FOR_P999 ? -1 : window.p999Micros());
    }
}
