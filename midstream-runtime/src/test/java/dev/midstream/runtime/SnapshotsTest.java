package dev.midstream.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.midstream.runtime.actor.ActorIntake;
import dev.midstream.runtime.actor.ActorOutflow;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.MidstreamException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A host whose store of actors fails, or takes for ever. */
class SnapshotsTest {

    private static final Duration PATIENT = Duration.ofSeconds(30);
    private static final Duration IMPATIENT = Duration.ofMillis(50);

    private interface Act {
        void run() throws InterruptedException;
    }

    /** Does what a test says instead of keeping anything; notes what it was asked. */
    private record Store(Act restores, Act saves, Duration deadline, List<String> asked)
            implements SnapshotStore {

        Store(Act restores, Act saves, Duration deadline) {
            this(restores, saves, deadline, new CopyOnWriteArrayList<>());
        }

        @Override
        public void restore(ActorIntake into, Running app) throws InterruptedException {
            asked.add("restore");
            restores.run();
        }

        @Override
        public void save(ActorOutflow from, Running app) throws InterruptedException {
            asked.add("save");
            saves.run();
        }

        @Override
        public SnapshotStatus status() {
            return new SnapshotStatus(
                    "the test's store",
                    SnapshotStatus.State.OPENED,
                    0,
                    0,
                    Optional.empty(),
                    "",
                    new TreeMap<>());
        }

        @Override
        public void close() {
            asked.add("close");
        }
    }

    private static final Act WELL = () -> {};

    private static Midstream start(Store store) throws Exception {
        return Hosts.of(Shop.version("v1").bytes()).snapshots(store).start();
    }

    private static Finding refused(Store store) {
        List<Midstream> started = new ArrayList<>();
        try {
            return Refusals.of(() -> started.add(start(store))).getFirst();
        } finally {
            started.forEach(Midstream::close);
        }
    }

    private static Act endless(CountDownLatch interrupted) {
        return () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException told) {
                interrupted.countDown();
                throw told;
            }
        };
    }

    private static Act broken() {
        return () -> {
            throw new IllegalStateException("the store is broken");
        };
    }

    @Test
    void aHostWhoseActorsCannotBeRestoredDoesNotStartAndSavesNothing() {
        Store store = new Store(broken(), WELL, PATIENT);
        Finding why = refused(store);
        assertThat(why.code()).isEqualTo(SnapshotError.FAILED);
        assertThat(why.subject()).isEqualTo("the test's store");
        assertThat(why.message())
                .contains("restored", "the store is broken", "what was kept before is untouched");
        assertThat(store.asked()).startsWith("restore").contains("close").doesNotContain("save");
    }

    @Test
    void aRestoringThatTakesTooLongIsInterruptedAndNamed() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        Store store = new Store(endless(interrupted), WELL, IMPATIENT);
        Finding why = refused(store);
        assertThat(why.code()).isEqualTo(SnapshotError.LATE);
        assertThat(why.message()).contains("not restored within");
        assertThat(why.remedy()).contains("--snapshot-deadline");
        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(store.asked()).doesNotContain("save");
    }

    @Test
    void aSavingThatFailsIsSaidByTheCloseWhichClosesAllTheSame() throws Exception {
        Store store = new Store(WELL, broken(), PATIENT);
        Midstream host = start(store);
        MidstreamException why = catchThrowableOfType(MidstreamException.class, host::close);
        assertThat(why.finding().code()).isEqualTo(SnapshotError.FAILED);
        assertThat(why.finding().message()).contains("saved", "the store is broken");
        assertThat(store.asked()).containsExactly("restore", "save", "close");
    }

    @Test
    void aSavingThatTakesTooLongIsInterruptedAndNamed() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        Store store = new Store(WELL, endless(interrupted), IMPATIENT);
        Midstream host = start(store);
        MidstreamException why = catchThrowableOfType(MidstreamException.class, host::close);
        assertThat(why.finding().code()).isEqualTo(SnapshotError.LATE);
        assertThat(why.finding().message()).contains("not saved within");
        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(store.asked()).containsExactly("restore", "save", "close");
    }
}
