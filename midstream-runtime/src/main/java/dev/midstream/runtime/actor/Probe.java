package dev.midstream.runtime.actor;

/** The threads that serve clients, as far as work in the background must know them. Any thread. */
@FunctionalInterface
public interface Probe {

    /** Nobody serves. */
    Probe NONE = _ -> 0;

    /**
     * Has each of them run something as soon as it gets to it, after what it has to do before.
     *
     * @param arrival short, and without waiting
     * @return how many there are that will
     */
    int send(Runnable arrival);
}
