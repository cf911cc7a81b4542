package dev.midstream.runtime;

import dev.midstream.runtime.upgrade.Outcome;
import dev.midstream.runtime.upgrade.StageListener;
import dev.midstream.runtime.upgrade.UpgradeOptions;

/**
 * The right to change what runs; one at a time per host, taken before anything is built.
 *
 * <p>Safe for two threads: one runs an operation, another may {@link #cancel} it.
 */
public interface Lease extends AutoCloseable {

    /** Says where the holder stands, for whoever is refused meanwhile: {@code building}. */
    void at(String where);

    /**
     * Upgrades to an artefact: verify, load, cutover, drain, confirm, unload. Blocks until the old
     * generation is drained or the drain deadline has passed. A refusal is an outcome.
     */
    Outcome upgrade(byte[] artefact, UpgradeOptions options, StageListener listener);

    /**
     * As {@link #upgrade} up to and without the cutover; then everything is let go again. Of the
     * options only {@link UpgradeOptions#strict} counts.
     */
    Outcome check(byte[] artefact, UpgradeOptions options, StageListener listener);

    /** Makes the current generation permanent and lets the previous one go. */
    Outcome confirm();

    /**
     * Takes the current generation back: to the previous one while that is loaded and warm, else by
     * an ordinary upgrade to the previous release's artefact.
     */
    Outcome rollback(UpgradeOptions options, StageListener listener);

    /**
     * Cancels what runs under this lease, if it has not cut over yet; then nothing has changed.
     * After the cutover it goes on by itself. Any thread.
     */
    void cancel();

    /** Gives the lease back. */
    @Override
    void close();
}
