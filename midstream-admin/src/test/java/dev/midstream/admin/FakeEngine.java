package dev.midstream.admin;

import dev.midstream.runtime.Leak;
import dev.midstream.runtime.Lease;
import dev.midstream.runtime.Status;
import dev.midstream.runtime.actor.MigrationReport;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.journal.JournalEntry;
import dev.midstream.runtime.upgrade.Outcome;
import dev.midstream.runtime.upgrade.Reversibility;
import dev.midstream.runtime.upgrade.Stage;
import dev.midstream.runtime.upgrade.StageListener;
import dev.midstream.runtime.upgrade.StageTime;
import dev.midstream.runtime.upgrade.UpgradeOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A host whose upgrade stands still before its cutover until it is told to go on, or cancelled. */
final class FakeEngine implements Engine {

    final AtomicReference<Optional<String>> holder = new AtomicReference<>(Optional.empty());
    final AtomicInteger generation = new AtomicInteger(1);
    final CountDownLatch reachedLoad = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);
    final CountDownLatch cancelled = new CountDownLatch(1);
    final CountDownLatch givenBack = new CountDownLatch(1);
    final AtomicReference<byte[]> received = new AtomicReference<>(new byte[0]);
    final AtomicReference<UpgradeOptions> options = new AtomicReference<>(UpgradeOptions.DEFAULT);
    volatile boolean failing;

    @Override
    public Lease lease(String who) throws Refused {
        if (!holder.compareAndSet(Optional.empty(), Optional.of(who))) {
            throw new Refused(
                    AdminError.CROWDED, "app", who + " must wait for " + holder.get().get(), "");
        }
        return new FakeLease();
    }

    @Override
    public Status status() {
        if (failing) {
            throw new IllegalStateException("broken on purpose");
        }
        return new Status(
                "shop",
                generation.get(),
                "abc",
                true,
                List.of(
                        new Status.ModuleStatus(
                                "web", "app", "v", 1, new TreeMap<>(Map.of("port", "1")))),
                List.of(new Status.GenerationStatus(generation.get(), "current", "abc", 3)),
                holder.get(),
                "",
                List.of(),
                List.of(),
                new MigrationReport(false, 0, 0, List.of()),
                Optional.empty());
    }

    @Override
    public int generation() {
        return generation.get();
    }

    @Override
    public List<JournalEntry> history() {
        return List.of();
    }

    @Override
    public List<Leak> leaks(boolean collect) {
        return List.of(new Leak("web@1", 5, collect ? 2 : 0, false, List.of("thread 'poll'")));
    }

    @Override
    public String metrics() {
        return "# TYPE a gauge\na 1\n";
    }

    private final class FakeLease implements Lease {
        @Override
        public void at(String where) {
            holder.set(Optional.of(where));
        }

        @Override
        public Outcome upgrade(byte[] artefact, UpgradeOptions given, StageListener listener) {
            received.set(artefact);
            options.set(given);
            listener.begun(Stage.LOAD);
            reachedLoad.countDown();
            await(goOn);
            if (cancelled.getCount() == 0) {
                return new Outcome.Refusal("cancelled", 1, List.of(), List.of());
            }
            listener.ended(Stage.LOAD, new StageTime("load", 7));
            generation.incrementAndGet();
            listener.ended(Stage.CUTOVER, new StageTime("cutover", 0));
            return new Outcome.Done(
                    "done",
                    1,
                    2,
                    "def",
                    false,
                    Reversibility.REVERSIBLE,
                    List.of(),
                    List.of(new StageTime("load", 7)));
        }

        @Override
        public Outcome check(byte[] artefact, UpgradeOptions options, StageListener listener) {
            return new Outcome.Unchanged("same", 1, "abc", true, List.of(), List.of());
        }

        @Override
        public Outcome confirm() {
            return new Outcome.Refusal("nothing to confirm", 1, List.of(), List.of());
        }

        @Override
        public Outcome rollback(UpgradeOptions given, StageListener listener) {
            return new Outcome.TakenBack("back", 1, 2, "abc", List.of(), List.of());
        }

        @Override
        public void cancel() {
            cancelled.countDown();
            goOn.countDown();
        }

        @Override
        public void close() {
            holder.set(Optional.empty());
            givenBack.countDown();
        }
    }

    static void await(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("not reached in 30 s");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
