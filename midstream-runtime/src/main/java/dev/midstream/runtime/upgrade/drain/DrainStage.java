package dev.midstream.runtime.upgrade.drain;

import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.generation.Gate;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.Held;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** The stage drain. One per host; used by one thread at a time. */
public final class DrainStage {

    /** How long interrupted work may take to end before it is reported as still holding. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    /** Pauses between looks: short at first, since most drains end within a request's time. */
    private static final long FIRST_PAUSE_NANOS = 50_000;

    private static final long LONGEST_PAUSE_NANOS = 5_000_000;

    private final Gate gate;
    private final LongSupplier clock;
    private final java.util.function.LongConsumer pause;

    /** The stage on the system's clock. */
    public DrainStage(Gate gate) {
        this(gate, System::nanoTime, LockSupport::parkNanos);
    }

    /** The stage on a clock and a pause that a test drives, in nanoseconds. */
    DrainStage(Gate gate, LongSupplier clock, java.util.function.LongConsumer pause) {
        this.gate = gate;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Waits until nobody holds a generation; interrupts and names who does at the deadline.
     *
     * @return what there is to report; empty if everybody left in time
     */
    public List<Finding> drain(Generation generation, Duration deadline) {
        if (await(generation, deadline)) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        for (Held held : gate.held(generation)) {
            findings.add(
                    Finding.warning(
                            DrainError.INTERRUPTED,
                            "generation " + generation.number(),
                            held.description()
                                    + " still held it after "
                                    + deadline.toMillis()
                                    + " ms and was interrupted",
                            "Give it more time with --drain SECONDS, or make it answer sooner"));
            held.interrupt().run();
        }
        if (!await(generation, GRACE)) {
            findings.add(stillHeld(generation));
        }
        return findings;
    }

    private Finding stillHeld(Generation generation) {
        List<String> who = gate.held(generation).stream().map(Held::description).toList();
        return Finding.warning(
                DrainError.STILL_HELD,
                "generation " + generation.number(),
                generation.held()
                        + " pieces of work go on although they were interrupted: "
                        + (who.isEmpty() ? "not known to any door" : String.join("; ", who)),
                "It stays loaded until they end; end the thread that ignores its interrupt");
    }

    private boolean await(Generation generation, Duration deadline) {
        long begun = clock.getAsLong();
        long pauseNanos = FIRST_PAUSE_NANOS;
        while (!generation.drained()) {
            if (clock.getAsLong() - begun >= deadline.toNanos()) {
                return generation.drained();
            }
            pause.accept(pauseNanos);
            pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
        }
        return true;
    }
}
