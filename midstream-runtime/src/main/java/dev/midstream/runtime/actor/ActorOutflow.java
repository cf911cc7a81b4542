package dev.midstream.runtime.actor;

/** Hands out the actors of a host whose turns have ended. One thread. */
public interface ActorOutflow {

    /** About how many there are. */
    long size();

    /** Every number that was given to a question put off is at most this one. */
    long numbers();

    /**
     * Hands out each actor once.
     *
     * @throws X what the taker throws
     */
    <X extends Exception> void each(Taker<X> taker) throws X, InterruptedException;

    /** Takes actors. */
    interface Taker<X extends Exception> {

        /**
         * Takes one.
         *
         * @param behaviour whose state and messages it has
         */
        void take(Behaviour behaviour, StoredActor actor) throws X;

        /** Is told of one that cannot be had, and why. */
        void missed(String type, String key, String why) throws X;
    }
}
