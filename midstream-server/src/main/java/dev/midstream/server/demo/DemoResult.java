package dev.midstream.server.demo;

import dev.midstream.load.LoadReport;
import java.util.List;

/**
 * What a demonstration showed.
 *
 * @param load what clients saw
 * @param carts what reading every cart at the end gave
 * @param steps what was done to the server meanwhile
 * @param generations how many generations were loaded
 */
public record DemoResult(LoadReport load, LoadReport carts, List<Step> steps, int generations) {

    /**
     * One thing done to the server.
     *
     * @param name what: {@code upgrade to v2}
     * @param expected the outcome it has to have
     * @param outcome the outcome it had
     * @param exit the verb's exit code
     * @param millis how long the verb took, with its own process and its build
     * @param message what the verb said
     */
    public record Step(
            String name, String expected, String outcome, int exit, long millis, String message) {
        /** Whether it ended as it had to. */
        public boolean asExpected() {
            return expected.equals(outcome);
        }
    }

    /** Whether nothing was lost and every step ended as it had to. */
    public boolean good() {
        return load.nothingLost()
                && carts.nothingLost()
                && steps.stream().allMatch(Step::asExpected);
    }
}
