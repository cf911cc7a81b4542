package dev.midstream.load;

/**
 * What a load asks, and what it accepts as an answer.
 *
 * <p>All methods are called on the load's one thread, for every request: they must not block, and
 * what they allocate is garbage in the measuring process. An exception ends the load.
 *
 * <p>A connection carries one request at a time, so between {@link #next} and the {@link #check} or
 * {@link #lost} that answers it, no other request of that connection exists.
 */
public interface Oracle {

    /**
     * Whether a connection has anything (more) to ask. False takes the connection out of the load
     * for good; the load is {@linkplain RunningLoad#awaitExhausted exhausted} when all are out.
     *
     * @param connection the connection's number, from 0
     */
    default boolean hasNext(int connection) {
        return true;
    }

    /**
     * The request with number {@code n}.
     *
     * @param n counts from 0; numbers of requests that could not be sent in time are left out
     * @param connection the number of the connection that will carry it, from 0
     */
    Request next(long n, int connection);

    /**
     * Judges a complete answer with status 200; others never get here, they have failed.
     *
     * @param request what was asked, as {@link #next} returned it
     * @param connection the number of the connection that carried it
     * @param body the answer's whole body
     */
    Verdict check(Request request, int connection, byte[] body);

    /**
     * A request has failed: nobody knows whether the server has done what it asked.
     *
     * @param request what was asked, as {@link #next} returned it
     * @param connection the number of the connection that carried it
     */
    default void lost(Request request, int connection) {}

    /**
     * Something has happened that may change what is right.
     *
     * @param label what {@link RunningLoad#mark} was called with
     */
    default void marked(String label) {}
}
