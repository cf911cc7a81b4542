package dev.midstream.api;

/**
 * Why a question to an actor has no answer.
 *
 * @since 0.1
 */
public abstract sealed class ActorException extends RuntimeException
        permits ActorFailed, Overloaded, SetAside {

    @java.io.Serial private static final long serialVersionUID = 1L;

    ActorException(String message) {
        // Neither cause nor stack: it crosses generations, and says all in its text.
        super(message, null, false, false);
    }
}
