package dev.midstream.api;

/**
 * There was no room: a mailbox, or another limit of the host's, was full. Nothing happened. The
 * HTTP door answers 503 where this reaches it.
 *
 * @since 0.1
 */
public final class Overloaded extends ActorException {

    @java.io.Serial private static final long serialVersionUID = 1L;

    /** Says what was full. */
    public Overloaded(String message) {
        super(message);
    }
}
