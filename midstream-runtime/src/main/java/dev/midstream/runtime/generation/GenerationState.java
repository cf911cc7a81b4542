package dev.midstream.runtime.generation;

/**
 * Where a generation stands.
 *
 * <pre>
 * state      event                        next
 * LOADED     cutover                      CURRENT
 * LOADED     refusal                      RELEASED
 * CURRENT    cutover to another           DRAINING
 * DRAINING   no pin, kept for rollback    PREVIOUS
 * DRAINING   no pin, nobody needs it      RELEASED
 * PREVIOUS   rollback                     CURRENT
 * PREVIOUS   confirmation of the current  RELEASED
 * RELEASED   loaders collected            (gone)
 * </pre>
 */
public enum GenerationState {
    /** Wired and started; nothing has entered it yet. */
    LOADED,
    /** Work enters here. Exactly one generation is current. */
    CURRENT,
    /** Nothing enters any more; work that entered before is still running. */
    DRAINING,
    /** Drained, and kept warm so that a rollback is one store. */
    PREVIOUS,
    /** Let go: its instances are stopped, its loaders wait to be collected. */
    RELEASED
}
