package dev.midstream.api;

/**
 * The actor threw, did not answer, took too long or was stopped. Its state is as it was before.
 *
 * <p>Carries what was thrown as text, since its class may belong to a generation that the asker
 * does not.
 *
 * @since 0.1
 */
public final class ActorFailed extends ActorException {

    @java.io.Serial private static final long serialVersionUID = 1L;

    private final String type;
    private final String stack;

    /**
     * A failure.
     *
     * @param type the class name of what was thrown
     * @param message which actor it was and what it said
     * @param stack its stack as text; empty if nothing was thrown
     */
    public ActorFailed(String type, String message, String stack) {
        super(message);
        this.type = type;
        this.stack = stack;
    }

    /** The class name of what was thrown, or of this class if nothing was. */
    public String type() {
        return type;
    }

    /** The stack of what was thrown, as text; empty if nothing was. */
    public String stack() {
        return stack;
    }
}
