package dev.midstream.runtime.generation;

import java.util.List;
import java.util.Optional;

/**
 * What a warm-up has come to.
 *
 * @param settled whether the compiler had nothing left to do when it ended
 * @param millis how long it took
 * @param cpuMillis what the replaying thread used of a processor
 * @param replayed requests and turns that were made again
 * @param compiled methods of the new generation that were compiled at the top tier
 * @param deoptimised how often compiled code of it was given up again meanwhile
 * @param coldPercent share of live requests (without any: of turns) that will meet cold code
 * @param pacing what was done so that live traffic does not feel it
 * @param kinds what it knows of each route and kind of turn, the most frequent first
 */
public record WarmReport(
        boolean settled,
        long millis,
        long cpuMillis,
        long replayed,
        int compiled,
        int deoptimised,
        double coldPercent,
        String pacing,
        List<Kind> kinds) {

    /** Copies the list. */
    public WarmReport {
        kinds = List.copyOf(kinds);
    }

    /**
     * One route or kind of turn.
     *
     * @param name {@code GET /carts/{id}}, {@code turn cart CartMessage.View}
     * @param percent its share of live requests, or of live turns; 0 for what a module has added
     * @param replayed how often it was made again
     * @param nanos processor time of one replay at the end
     * @param liveNanos time of one in the generation that serves, as sampled; 0 if unknown
     * @param cold why it will be cold; empty if it will not
     * @param remedy what to do about that
     */
    public record Kind(
            String name,
            double percent,
            long replayed,
            long nanos,
            long liveNanos,
            Optional<String> cold,
            Optional<String> remedy) {}
}
