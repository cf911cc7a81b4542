package dev.midstream.runtime.actor;

/** Where turns run that nobody's own thread runs. Safe for all threads; never blocks. */
interface ActorPool {

    /** Has a run worked on, soon. */
    void execute(Run run);

    /** Runs that wait for a worker, about. */
    int queued();

    /** One worker is stuck: another one takes its place. */
    void writeOff();

    /** The stuck worker has come back. */
    void back();

    /** Starts no further run; does not wait. */
    void close();
}
