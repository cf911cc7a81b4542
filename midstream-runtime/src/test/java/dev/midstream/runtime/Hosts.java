package dev.midstream.runtime;

import dev.midstream.runtime.shop.Answers;
import dev.midstream.runtime.upgrade.Confirm;
import dev.midstream.runtime.upgrade.Outcome;
import dev.midstream.runtime.upgrade.StageListener;
import dev.midstream.runtime.upgrade.UpgradeOptions;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What tests of a whole host do again and again. */
final class Hosts {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private Hosts() {}

    /** A host that shares the tests' packages with its modules. */
    static Midstream.Builder of(byte[] artefact) {
        return Midstream.builder().artefact(artefact).contract(Answers.class);
    }

    static Outcome upgrade(Midstream midstream, byte[] artefact) throws Exception {
        try (Lease lease = midstream.lease("test")) {
            return lease.upgrade(artefact, UpgradeOptions.DEFAULT, StageListener.NONE);
        }
    }

    /** An upgrade that is permanent at once, so that what was before is released. */
    static Outcome replace(Midstream midstream, byte[] artefact) throws Exception {
        UpgradeOptions now = new UpgradeOptions(Confirm.NOW, false, Duration.ofSeconds(5));
        try (Lease lease = midstream.lease("test")) {
            return lease.upgrade(artefact, now, StageListener.NONE);
        }
    }

    static Outcome check(Midstream midstream, byte[] artefact) throws Exception {
        try (Lease lease = midstream.lease("test")) {
            return lease.check(artefact, UpgradeOptions.DEFAULT, StageListener.NONE);
        }
    }

    static Outcome confirm(Midstream midstream) throws Exception {
        try (Lease lease = midstream.lease("test")) {
            return lease.confirm();
        }
    }

    static Outcome rollback(Midstream midstream) throws Exception {
        try (Lease lease = midstream.lease("test")) {
            return lease.rollback(UpgradeOptions.DEFAULT, StageListener.NONE);
        }
    }

    /** Waits until something holds. */
    static void await(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(what + ": not within " + DEADLINE);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
