package dev.midstream.load;

/**
 * What a load asks, and what it accepts as an answer.
 *
 * <p>Both methods are called on the load's one thread, for every request: they must not block, and
 * what they allocate is garbage in the measuring process. An exception ends the load.
 */
public interface Oracle {

    /**
     * The request with number {@code n}.
     *
     * @param n counts from 0; numbers of requests that could not be sent in time are left out
     */
    Request next(long n);

    /**
     * Judges a complete answer with status 200; others never get here, they have failed.
     *
     * @param request what was asked, as {@link #next} returned it
     * @param status the answer's status
     * @param body the answer's whole body
     */
    Verdict check(Request request, int status, byte[] body);
}
