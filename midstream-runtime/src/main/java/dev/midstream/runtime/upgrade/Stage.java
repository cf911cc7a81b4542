package dev.midstream.runtime.upgrade;

/** The stages of an upgrade inside the host, in order. */
public enum Stage {
    /** Checks the artefact's graph and contracts on bytecode. */
    VERIFY,
    /** Defines loaders, creates, configures and starts the instances that are new. */
    LOAD,
    /** Makes the new generation current: one store. */
    CUTOVER,
    /** Waits until no work holds the old generation. */
    DRAIN,
    /** Makes the upgrade permanent, by hand, at once, or with the next upgrade. */
    CONFIRM,
    /** Lets go what nobody needs any more and proves it collected. */
    UNLOAD;

    /** The stage's name as people see it. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
