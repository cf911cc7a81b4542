package dev.midstream.runtime.upgrade;

/** When an upgrade becomes permanent. */
public enum Confirm {
    /** By hand, or by the next upgrade at its cutover. */
    AUTO,
    /** By hand only; until then a further upgrade is refused. */
    MANUAL,
    /** At the cutover. */
    NOW
}
