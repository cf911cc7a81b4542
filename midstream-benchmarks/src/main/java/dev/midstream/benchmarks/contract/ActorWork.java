package dev.midstream.benchmarks.contract;

/** What actors are made to do. Every message is checked on arrival; a wrong sum is an exception. */
public interface ActorWork {

    /** Sends each of so many actors so many numbered messages, and waits until all are added up. */
    void tells(int actors, int messages);

    /** Asks each of so many actors so many times, with up to 64 questions under way. */
    void asks(int actors, int questions);

    /** The same, and finds each actor by its key first. */
    void keyedAsks(int actors, int questions);

    /** Has so many balls go round a ring of actors, so many steps each: actors tell actors. */
    void ring(int actors, int balls, int steps);
}
