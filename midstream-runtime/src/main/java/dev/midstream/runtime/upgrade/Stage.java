package dev.midstream.runtime.upgrade;

/** The stages of an upgrade inside the host, in order. */
public enum Stage {
    /** Checks the artefact's graph and contracts on bytecode. */
    VERIFY,
    /** Defines loaders; without a warm-up creates, configures and starts what is new. */
    LOAD,
    /** Runs turns that were kept in a shadow, and tells what they do otherwise. */
    COMPARE,
    /** Runs sampled work in a shadow until the JIT has settled; then creates and starts. */
    WARM,
    /** Runs every migration on the actors that live, without effect; left out if there is none. */
    REHEARSE,
    /** Makes the new generation current: one store. */
    CUTOVER,
    /** Waits until no work holds the old generation. */
    DRAIN,
    /** Moves the actors that no message has moved yet; left out if none has to move. */
    MIGRATE,
    /** Makes the upgrade permanent, by hand, at once, or with the next upgrade. */
    CONFIRM,
    /** Lets go what nobody needs any more and proves it collected. */
    UNLOAD;

    /** The stage's name as people see it. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
