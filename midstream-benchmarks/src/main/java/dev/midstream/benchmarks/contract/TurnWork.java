package dev.midstream.benchmarks.contract;

/** Turns one after the other, and actors that do nothing. Implemented by a module. */
public interface TurnWork {

    /** Tells one actor, found once, so many numbers, and checks their sum. */
    void tellTurns(int turns);

    /** Asks one actor, found once, so many times. */
    long askTurns(int turns);

    /** Asks 64 actors in turn, each found by its key. */
    long keyedAskTurns(int turns);

    /** Makes actors, one per number. */
    int create(int from, int to);

    /** What an actor made by {@link #create} keeps: its number. */
    long stateOf(int actor);
}
