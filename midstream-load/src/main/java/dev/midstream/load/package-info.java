/**
 * An open-loop HTTP load that checks every answer.
 *
 * <p>In: a {@link dev.midstream.load.LoadPlan} (where to, how fast, over how many connections) and
 * an {@link dev.midstream.load.Oracle} (what to ask, and what is a right answer). Out: a {@link
 * dev.midstream.load.LoadReport} of what clients saw, per 100 ms and per second.
 *
 * <p>Invariant: every request that falls due is counted exactly once, as ok, failed, wrong or
 * mixed, and its latency begins at the instant at which it was due, however late it was sent. A
 * slow server can therefore not slow down its own measurement.
 *
 * <p>Does not: know Midstream, retry a request, or speak more of HTTP/1.1 than a fixed {@code
 * Content-Length}.
 */
@NullMarked
package dev.midstream.load;

import org.jspecify.annotations.NullMarked;
