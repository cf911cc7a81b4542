package dev.midstream.server.bench;

/**
 * Something that is wanted of an upgrade, and what was measured.
 *
 * @param contestant of whom
 * @param upgrades of which of its upgrades: {@code all}, {@code first} of a fresh process, {@code
 *     later}
 * @param what is wanted, in words
 * @param limit the value that is still right
 * @param least whether that is the least; else the most
 * @param measured what was measured; -1 for nothing
 * @param verdict what follows
 */
public record Target(
        String contestant,
        String upgrades,
        String what,
        double limit,
        boolean least,
        double measured,
        Verdict verdict) {

    /** What follows from a measurement. */
    public enum Verdict {
        /** It is as wanted. */
        MET,
        /** It is not. */
        MISSED,
        /** It was not measured. */
        UNKNOWN
    }

    static Target most(
            String contestant, String upgrades, String what, double limit, double measured) {
        Verdict verdict =
                measured < 0 ? Verdict.UNKNOWN : measured <= limit ? Verdict.MET : Verdict.MISSED;
        return new Target(contestant, upgrades, what, limit, false, measured, verdict);
    }

    static Target least(
            String contestant, String upgrades, String what, double limit, double measured) {
        Verdict verdict =
                measured < 0 ? Verdict.UNKNOWN : measured >= limit ? Verdict.MET : Verdict.MISSED;
        return new Target(contestant, upgrades, what, limit, true, measured, verdict);
    }
}
