package dev.midstream.api;

/**
 * The actor's state is kept, and the current generation does not know it. It answers again after an
 * upgrade to one that does.
 *
 * @since 0.1
 */
public final class SetAside extends ActorException {

    @java.io.Serial private static final long serialVersionUID = 1L;

    /** Says which actor and why. */
    public SetAside(String message) {
        super(message);
    }
}
