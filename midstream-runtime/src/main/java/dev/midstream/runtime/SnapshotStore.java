package dev.midstream.runtime;

import dev.midstream.runtime.actor.ActorIntake;
import dev.midstream.runtime.actor.ActorOutflow;
import dev.midstream.runtime.finding.Refused;
import java.time.Duration;

/**
 * Keeps the actors of an app while no host runs it. midstream-store has the one that writes a file.
 *
 * <p>A host calls each of its methods once, in this order, on threads of its own; {@link #status}
 * at any time, from any thread.
 */
public interface SnapshotStore {

    /**
     * Hands over everything that is kept, before the app's doors open. What is kept stays kept.
     *
     * @throws Refused if it cannot be read, or not by this app; the host does not start then
     */
    void restore(ActorIntake into, Running app) throws Refused, InterruptedException;

    /**
     * Keeps all actors in place of what was kept before, which is gone only when that has
     * succeeded.
     *
     * @throws Refused if not all could be kept
     */
    void save(ActorOutflow from, Running app) throws Refused, InterruptedException;

    /** How long either may take. */
    Duration deadline();

    /** What it has done so far. */
    SnapshotStatus status();

    /** Lets others have the place. Never fails; the second time it does nothing. */
    void close();

    /**
     * What runs.
     *
     * @param app its name
     * @param release the current generation's
     * @param generation the current generation's number
     */
    record Running(String app, String release, int generation) {}
}
