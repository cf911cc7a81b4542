package dev.midstream.runtime.upgrade.confirm;

import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.GenerationState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The generations that are loaded: the current one, the previous one while the current one is not
 * confirmed, and those that only wait for their last work to end. Guarded by itself, so that a
 * status can be read while an upgrade runs; changed by the pipeline only.
 */
public final class Lineage {

    private Generation current;
    private Optional<Generation> previous = Optional.empty();
    private final List<Generation> leaving = new ArrayList<>();
    private boolean confirmed = true;
    private boolean byHand;

    /** A lineage that begins; what a host boots is permanent. */
    public Lineage(Generation first) {
        current = first;
    }

    /** The current generation. */
    public synchronized Generation current() {
        return current;
    }

    /** The previous generation, warm, while the current one is not confirmed. */
    public synchronized Optional<Generation> previous() {
        return previous;
    }

    /** Whether the current generation is permanent. */
    public synchronized boolean confirmed() {
        return confirmed;
    }

    /** Every generation that is loaded, newest first. */
    public synchronized List<Generation> loaded() {
        List<Generation> loaded = new ArrayList<>(leaving);
        loaded.add(current);
        previous.ifPresent(loaded::add);
        loaded.sort((a, b) -> Integer.compare(b.number(), a.number()));
        return loaded;
    }

    /**
     * Checks that a further upgrade may confirm the release that runs.
     *
     * @param confirmRunning whether the operator has said so
     * @throws Refused with {@link ConfirmError#UNCONFIRMED}
     */
    public synchronized void checkUpgradable(boolean confirmRunning) throws Refused {
        if (!confirmed && byHand && !confirmRunning) {
            throw new Refused(
                    ConfirmError.UNCONFIRMED,
                    "generation " + current.number(),
                    "release "
                            + current.release()
                            + " waits to be confirmed by hand, and an upgrade would confirm it",
                    "Run `midstream confirm` or `midstream rollback` first, or add"
                            + " --confirm-running");
        }
    }

    /**
     * A cutover to a new generation has happened: what ran before is confirmed by that, and becomes
     * the previous one.
     *
     * @param manual whether the new one asks to be confirmed by hand
     */
    public synchronized void cutOver(Generation next, boolean manual) {
        previous.ifPresent(leaving::add);
        previous = Optional.of(current);
        current = next;
        confirmed = false;
        byHand = manual;
    }

    /** Makes the current generation permanent, if it is not; the previous one leaves. */
    public synchronized void confirm() {
        confirmed = true;
        previous.ifPresent(leaving::add);
        previous = Optional.empty();
    }

    /** Something is wrong with the current generation: only people confirm it. */
    public synchronized void hold() {
        byHand = true;
    }

    /** A cutover back to the previous generation has happened; the other one leaves. */
    public synchronized void takenBack() {
        leaving.add(current);
        current = previous.orElseThrow();
        previous = Optional.empty();
        confirmed = true;
    }

    /**
     * Notes whether the previous generation is drained by now.
     *
     * @return whether work still holds a generation that is not the current one
     */
    public synchronized boolean stillHeld() {
        boolean held = leaving.stream().anyMatch(generation -> !generation.leave());
        if (previous.isPresent()) {
            if (previous.get().drained()) {
                previous.get().state(GenerationState.PREVIOUS);
            } else {
                held = true;
            }
        }
        return held;
    }

    /** Takes those that leave and that no work holds any more. */
    public synchronized List<Generation> takeGone() {
        List<Generation> gone = leaving.stream().filter(Generation::leave).toList();
        leaving.removeAll(gone);
        return gone;
    }

    /** Whether any generation that leaves is still held. */
    public synchronized boolean hasLeaving() {
        return !leaving.isEmpty();
    }

    /** Takes every generation, newest first; the host is closing. */
    public synchronized List<Generation> close() {
        List<Generation> all = loaded();
        leaving.clear();
        previous = Optional.empty();
        return all;
    }
}
