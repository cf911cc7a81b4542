package dev.midstream.load;

/** When requests fall due. */
public sealed interface Pace {

    /**
     * Open loop: evenly spaced, whatever the server does.
     *
     * @param ratePerSecond how many fall due per second, 1 to 1,000,000
     */
    record Open(int ratePerSecond) implements Pace {

        private static final int HIGHEST_RATE = 1_000_000;

        /**
         * Checks the limit.
         *
         * @throws IllegalArgumentException if it is broken
         */
        public Open {
            LoadPlan.inRange("ratePerSecond", ratePerSecond, 1, HIGHEST_RATE);
        }
    }

    /**
     * Closed loop: a request falls due as soon as its connection is free. Says how much a server
     * can do, and nothing about latency.
     */
    record Closed() implements Pace {}
}
