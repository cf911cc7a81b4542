package dev.midstream.runtime.upgrade;

import java.time.Duration;
import java.util.Set;

/**
 * What an upgrade is told.
 *
 * @param confirm when it becomes permanent
 * @param confirmRunning whether it may confirm the release that runs, although that one asked to be
 *     confirmed by hand
 * @param drain how long work in the old generation may go on before it is interrupted
 * @param strict whether a warning that is found before the cutover refuses
 * @param acceptLossBack whether it may be one that cannot be taken back without loss, or at all
 * @param retire actor types whose actors are let go, because no module has the type any more
 * @param warm whether the new version is compared and warmed with sampled traffic before it serves
 * @param values whether a comparison tells examples of values, which may be anybody's
 */
public record UpgradeOptions(
        Confirm confirm,
        boolean confirmRunning,
        Duration drain,
        boolean strict,
        boolean acceptLossBack,
        Set<String> retire,
        boolean warm,
        boolean values) {

    /** Without examples of values. */
    public UpgradeOptions(
            Confirm confirm,
            boolean confirmRunning,
            Duration drain,
            boolean strict,
            boolean acceptLossBack,
            Set<String> retire,
            boolean warm) {
        this(confirm, confirmRunning, drain, strict, acceptLossBack, retire, warm, false);
    }

    /** With a warm-up. */
    public UpgradeOptions(
            Confirm confirm,
            boolean confirmRunning,
            Duration drain,
            boolean strict,
            boolean acceptLossBack,
            Set<String> retire) {
        this(confirm, confirmRunning, drain, strict, acceptLossBack, retire, true);
    }

    /** These with a warm-up or without. */
    public UpgradeOptions warm(boolean wanted) {
        return new UpgradeOptions(
                confirm, confirmRunning, drain, strict, acceptLossBack, retire, wanted, values);
    }

    /** These with examples of values or without. */
    public UpgradeOptions values(boolean wanted) {
        return new UpgradeOptions(
                confirm, confirmRunning, drain, strict, acceptLossBack, retire, warm, wanted);
    }

    /** Confirmed by the next upgrade, 30 s to drain. */
    public static final UpgradeOptions DEFAULT =
            new UpgradeOptions(Confirm.AUTO, false, Duration.ofSeconds(30));

    /** Warnings are shown and let it pass. */
    public UpgradeOptions(Confirm confirm, boolean confirmRunning, Duration drain) {
        this(confirm, confirmRunning, drain, false);
    }

    /** Nothing is lost and nothing is retired. */
    public UpgradeOptions(Confirm confirm, boolean confirmRunning, Duration drain, boolean strict) {
        this(confirm, confirmRunning, drain, strict, false, Set.of());
    }

    /** Checks the limits: a drain of at least nothing and at most a day. */
    public UpgradeOptions {
        if (drain.isNegative() || drain.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("drain " + drain + ": 0 s to 1 day expected");
        }
        retire = Set.copyOf(retire);
    }
}
