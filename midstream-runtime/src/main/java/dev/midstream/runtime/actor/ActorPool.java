package dev.midstream.runtime.actor;

import org.jspecify.annotations.Nullable;

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

    /** Keeps every run that comes, and those under way when they come again, until released. */
    void hold();

    /** The run that is kept for an actor; null if there is none. */
    @Nullable Run held(Cell cell);

    /** Has the runs that were kept worked on. */
    void release();

    /** Starts no further run; does not wait. */
    void close();
}
