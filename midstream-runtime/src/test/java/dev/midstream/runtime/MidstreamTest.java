package dev.midstream.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.midstream.runtime.finding.MidstreamException;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.generation.Pin;
import dev.midstream.runtime.journal.JournalEntry;
import dev.midstream.runtime.shop.Answers;
import dev.midstream.runtime.shop.Latches;
import dev.midstream.runtime.upgrade.Confirm;
import dev.midstream.runtime.upgrade.Outcome;
import dev.midstream.runtime.upgrade.StageListener;
import dev.midstream.runtime.upgrade.StageTime;
import dev.midstream.runtime.upgrade.UpgradeOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host from start to close, in this process: what an embedder gets. */
@Timeout(120)
class MidstreamTest {

    @TempDir Path home;

    @Test
    void upgradeIsSeenByTheNextCall() throws Exception {
        try (Midstream midstream = start("v1")) {
            Answers answers = midstream.reference(Answers.class);
            assertThat(answers.answer()).isEqualTo("v1/v1/1");

            Outcome outcome = upgrade(midstream, Shop.version("v2"));

            assertThat(outcome).isInstanceOf(Outcome.Done.class);
            assertThat(answers.answer()).isEqualTo("v2/v2/1");
            assertThat(midstream.status().generation()).isEqualTo(2);
        }
    }

    @Test
    void stagesAreTimedInOrder() throws Exception {
        try (Midstream midstream = start("v1")) {
            Outcome outcome = upgrade(midstream, Shop.version("v2"));

            assertThat(outcome.stages())
                    .extracting(StageTime::name)
                    .containsExactly("verify", "load", "cutover", "drain");
        }
    }

    @Test
    void heldGenerationAnswersUntilThePinIsClosed() throws Exception {
        try (Midstream midstream = start("v1")) {
            Answers answers = midstream.reference(Answers.class);
            CompletableFuture<Outcome> upgrade;
            try (Pin _ = midstream.enter()) {
                upgrade = apart(() -> upgrade(midstream, Shop.version("v2")));
                awaitGeneration(midstream, 2);
                assertThat(answers.answer()).isEqualTo("v1/v1/1");
                assertThat(upgrade).isNotDone();
            }
            assertThat(upgrade.get(30, TimeUnit.SECONDS)).isInstanceOf(Outcome.Done.class);
            assertThat(answers.answer()).isEqualTo("v2/v2/1");
        }
    }

    @Test
    void modulesBelowAChangeKeepTheirInstance() throws Exception {
        try (Midstream midstream = start("v1")) {
            upgrade(midstream, Shop.version("v2", "v1"));

            assertThat(midstream.status().modules())
                    .extracting(module -> module.name() + "@" + module.since())
                    .containsExactlyInAnyOrder("below@1", "inner@1", "outer@2");
            assertThat(midstream.reference(Answers.class).answer()).isEqualTo("v2/v1/1");
        }
    }

    @Test
    void dependentsOfAChangeAreReloadedWithIt() throws Exception {
        try (Midstream midstream = start("v1")) {
            upgrade(midstream, Shop.version("v1", "v2"));

            assertThat(midstream.status().modules())
                    .extracting(module -> module.name() + "@" + module.since())
                    .containsExactlyInAnyOrder("below@1", "inner@2", "outer@2");
            assertThat(midstream.reference(Answers.class).answer()).isEqualTo("v1/v2/1");
        }
    }

    @Test
    void sameArtefactIsUnchanged() throws Exception {
        try (Midstream midstream = start("v1")) {
            Outcome outcome = upgrade(midstream, Shop.version("v1"));

            assertThat(outcome).isInstanceOf(Outcome.Unchanged.class);
            assertThat(midstream.status().generation()).isEqualTo(1);
        }
    }

    @Test
    void refusalLeavesTheOldGenerationServing() throws Exception {
        try (Midstream midstream = start("v1")) {
            Outcome outcome =
                    upgrade(
                            midstream,
                            Shop.withOuter(
                                    "v2",
                                    "public void start(dev.midstream.api.Start s) {"
                                            + " throw new IllegalStateException(\"no socket\"); }"));

            assertThat(outcome).isInstanceOf(Outcome.Refusal.class);
            assertThat(outcome.findings().getFirst().code().id()).isEqualTo("MS-LOAD-005");
            assertThat(outcome.message()).contains("no socket").contains("generation 1 serves on");
            assertThat(midstream.reference(Answers.class).answer()).isEqualTo("v1/v1/1");
            awaitNoLeaks(midstream);
        }
    }

    @Test
    void refusalStopsWhatItHasStarted() throws Exception {
        System.clearProperty("midstream.test.refused");
        try (Midstream midstream = start("v1")) {
            upgrade(
                    midstream,
                    Shop.withOuter(
                            "v2",
                            "public void start(dev.midstream.api.Start s) {"
                                    + " throw new IllegalStateException(); }"
                                    + " public void stop() {"
                                    + " System.setProperty(\"midstream.test.refused\", \"stopped\"); }"));

            assertThat(System.getProperty("midstream.test.refused")).isEqualTo("stopped");
        }
        System.clearProperty("midstream.test.refused");
    }

    @Test
    void hangingStartIsRefusedAtItsDeadline() throws Exception {
        try (Midstream midstream =
                builder("v1").lifecycleDeadline(Duration.ofMillis(300)).start()) {
            Outcome outcome =
                    upgrade(
                            midstream,
                            Shop.withOuter(
                                    "v2",
                                    "public void start(dev.midstream.api.Start s) throws Exception"
                                            + " { Thread.currentThread().join(); }"));

            assertThat(outcome).isInstanceOf(Outcome.Refusal.class);
            assertThat(outcome.findings().getFirst().code().id()).isEqualTo("MS-LOAD-006");
            assertThat(midstream.reference(Answers.class).answer()).isEqualTo("v1/v1/1");
            awaitNoLeaks(midstream);
        }
    }

    @Test
    void cancelledUpgradeChangesNothing() throws Exception {
        try (Midstream midstream = start("v1");
                Lease lease = midstream.lease("test")) {
            TestApp waiting =
                    Shop.withOuter(
                            "v2",
                            "public void start(dev.midstream.api.Start s) {"
                                    + " dev.midstream.runtime.shop.Latches.await(\"cancelled\"); }");
            byte[] artefact = waiting.bytes();
            CompletableFuture<Outcome> upgrade =
                    apart(() ->
                            lease.upgrade(artefact, UpgradeOptions.DEFAULT, StageListener.NONE));
            Latches.awaitInside("cancelled");
            lease.cancel();

            Outcome outcome = upgrade.get(30, TimeUnit.SECONDS);
            assertThat(outcome.findings().getFirst().code().id()).isEqualTo("MS-UPGRADE-002");
            assertThat(midstream.status().generation()).isEqualTo(1);
            assertThat(midstream.reference(Answers.class).answer()).isEqualTo("v1/v1/1");
        }
    }

    @Test
    void secondLeaseIsRefusedAndNamesTheFirst() throws Exception {
        try (Midstream midstream = start("v1")) {
            Lease first = midstream.lease("pid 4711");
            first.at("building");
            assertThatThrownBy(() -> midstream.lease("pid 4712"))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("MS-UPGRADE-001")
                    .hasMessageContaining("pid 4711")
                    .hasMessageContaining("building");
            first.close();
            midstream.lease("pid 4712").close();
        }
    }

    @Test
    void leaseThatWasGivenBackIsMisuse() throws Exception {
        try (Midstream midstream = start("v1")) {
            Lease lease = midstream.lease("test");
            lease.close();
            assertThatThrownBy(lease::confirm).isInstanceOf(MidstreamException.class);
        }
    }

    @Test
    void rollbackGoesToTheWarmPreviousGeneration() throws Exception {
        try (Midstream midstream = start("v1")) {
            upgrade(midstream, Shop.version("v2"));

            Outcome.Done back = (Outcome.Done) rollback(midstream);

            assertThat(back.from()).isEqualTo(2);
            assertThat(back.to()).isEqualTo(1);
            assertThat(midstream.reference(Answers.class).answer()).isEqualTo("v1/v1/1");
            assertThat(midstream.status().confirmed()).isTrue();
            assertThat(midstream.status().generations()).hasSize(1);
            awaitNoLeaks(midstream);
        }
    }

    @Test
    void rollbackAfterConfirmationRunsThePreviousArtefact() throws Exception {
        try (Midstream midstream = start("v1")) {
            upgrade(midstream, Shop.version("v2"));
            try (Lease lease = midstream.lease("test")) {
                assertThat(lease.confirm()).isInstanceOf(Outcome.Done.class);
            }
            Outcome.Done back = (Outcome.Done) rollback(midstream);

            assertThat(back.to()).isEqualTo(3);
            assertThat(midstream.reference(Answers.class).answer()).startsWith("v1/v1/");
        }
    }

    @Test
    void rollbackWithNothingBeforeIsRefused() throws Exception {
        try (Midstream midstream = start("v1")) {
            Outcome outcome = rollback(midstream);

            assertThat(outcome).isInstanceOf(Outcome.Refusal.class);
            assertThat(outcome.findings().getFirst().code().id()).isEqualTo("MS-CONFIRM-002");
        }
    }

    @Test
    void confirmationLetsThePreviousGenerationGo() throws Exception {
        try (Midstream midstream = start("v1")) {
            upgrade(midstream, Shop.version("v2"));
            assertThat(midstream.status().confirmed()).isFalse();
            assertThat(midstream.status().generations())
                    .extracting(Status.GenerationStatus::state)
                    .containsExactly("current", "previous");
            try (Lease lease = midstream.lease("test")) {
                lease.confirm();
                assertThat(lease.confirm()).isInstanceOf(Outcome.Unchanged.class);
            }
            assertThat(midstream.status().generations()).hasSize(1);
            awaitNoLeaks(midstream);
        }
    }

    @Test
    void releaseThatWaitsForAHandIsNotConfirmedByTheNext() throws Exception {
        UpgradeOptions manual = new UpgradeOptions(Confirm.MANUAL, false, Duration.ofSeconds(30));
        UpgradeOptions running = new UpgradeOptions(Confirm.AUTO, true, Duration.ofSeconds(30));
        try (Midstream midstream = start("v1")) {
            upgrade(midstream, Shop.version("v2"), manual);

            Outcome refused = upgrade(midstream, Shop.version("v3"));
            assertThat(refused.findings().getFirst().code().id()).isEqualTo("MS-CONFIRM-001");
            assertThat(midstream.reference(Answers.class).answer()).startsWith("v2");

            assertThat(upgrade(midstream, Shop.version("v3"), running))
                    .isInstanceOf(Outcome.Done.class);
        }
    }

    @Test
    void confirmedAtOnceLeavesNoPrevious() throws Exception {
        UpgradeOptions now = new UpgradeOptions(Confirm.NOW, false, Duration.ofSeconds(30));
        try (Midstream midstream = start("v1")) {
            Outcome.Done done = (Outcome.Done) upgrade(midstream, Shop.version("v2"), now);

            assertThat(done.confirmed()).isTrue();
            assertThat(midstream.status().generations()).hasSize(1);
        }
    }

    @Test
    void workPastTheDrainDeadlineIsInterruptedAndNamed() throws Exception {
        try (Midstream midstream = start("v1")) {
            Answers answers = midstream.reference(Answers.class);
            CompletableFuture<String> slow = new CompletableFuture<>();
            Thread worker =
                    Thread.ofPlatform()
                            .name("slow worker")
                            .start(() -> {
                                try {
                                    slow.complete(answers.slow("drained"));
                                } catch (IllegalStateException e) {
                                    slow.completeExceptionally(e);
                                }
                            });
            Latches.awaitInside("drained");
            Outcome outcome =
                    upgrade(
                            midstream,
                            Shop.version("v2"),
                            new UpgradeOptions(Confirm.AUTO, false, Duration.ofMillis(50)));

            assertThat(outcome).isInstanceOf(Outcome.Done.class);
            assertThat(outcome.findings().getFirst().code().id()).isEqualTo("MS-DRAIN-001");
            assertThat(outcome.findings().getFirst().message()).contains("slow worker");
            assertThatThrownBy(() -> slow.get(30, TimeUnit.SECONDS))
                    .hasMessageContaining("interrupted in drained");
            worker.join();
        }
    }

    @Test
    void generationThatIgnoresItsInterruptIsReleasedWhenItsWorkEnds() throws Exception {
        try (Midstream midstream = start("v1")) {
            Answers answers = midstream.reference(Answers.class);
            CompletableFuture<String> stubborn =
                    apart(() -> {
                        try (Pin _ = midstream.enter()) {
                            Latches.awaitStubbornly("stubborn");
                            return answers.answer();
                        }
                    });
            Latches.awaitInside("stubborn");
            Outcome outcome =
                    upgrade(
                            midstream,
                            Shop.version("v2"),
                            new UpgradeOptions(Confirm.NOW, false, Duration.ofMillis(10)));
            assertThat(outcome.findings())
                    .extracting(finding -> finding.code().id())
                    .containsExactly("MS-DRAIN-001", "MS-DRAIN-002");
            assertThat(midstream.status().generations()).hasSize(2);
            Latches.open("stubborn");

            assertThat(stubborn.get(30, TimeUnit.SECONDS)).isEqualTo("v1/v1/1");
            awaitLoaded(midstream, 1);
            awaitNoLeaks(midstream);
        }
    }

    @Test
    void longWorkFinishesWhereItBeganWhileTheNewOneServes() throws Exception {
        try (Midstream midstream = start("v1")) {
            Answers answers = midstream.reference(Answers.class);
            CompletableFuture<String> slow = apart(() -> answers.slow("finishes"));
            Latches.awaitInside("finishes");
            CompletableFuture<Outcome> upgrade =
                    apart(() -> upgrade(midstream, Shop.version("v2")));
            awaitGeneration(midstream, 2);
            assertThat(answers.answer()).isEqualTo("v2/v2/1");
            assertThat(upgrade).isNotDone();
            Latches.open("finishes");

            assertThat(slow.get(30, TimeUnit.SECONDS)).isEqualTo("v1/v1/1");
            assertThat(upgrade.get(30, TimeUnit.SECONDS).findings()).isEmpty();
        }
    }

    @Test
    void modulesAreStoppedWhenTheirLastGenerationIsReleased() throws Exception {
        String stop =
                "public void stop() { System.setProperty(\"midstream.test.stopped\", \"%s\"); }";
        System.clearProperty("midstream.test.stopped");
        String start = "public void start(dev.midstream.api.Start s) {} ";
        try (Midstream midstream =
                builder(Shop.withOuter("v1", start + stop.formatted("v1"))).start()) {
            upgrade(midstream, Shop.withOuter("v2", start + stop.formatted("v2")));
            assertThat(System.getProperty("midstream.test.stopped")).isNull();
            try (Lease lease = midstream.lease("test")) {
                lease.confirm();
            }
            assertThat(System.getProperty("midstream.test.stopped")).isEqualTo("v1");
        }
        assertThat(System.getProperty("midstream.test.stopped")).isEqualTo("v2");
        System.clearProperty("midstream.test.stopped");
    }

    @Test
    void changedContractOfTheHostIsRefused() throws Exception {
        try (Midstream midstream = start("v1")) {
            TestApp changed =
                    Shop.version("v2")
                            .module(
                                    "contract",
                                    "package dev.midstream.runtime.shop;"
                                            + " public interface Answers { String answer();"
                                            + " String slow(String latch); int more(); }");
            Outcome outcome = upgrade(midstream, changed);

            assertThat(outcome.findings().getFirst().code().id()).isEqualTo("MS-VERIFY-021");
            assertThat(outcome.findings().getFirst().message()).contains("int more()");
        }
    }

    @Test
    void serviceThatTheHostRefersToMustStay() throws Exception {
        try (Midstream midstream = start("v1")) {
            midstream.reference(Answers.class);
            Outcome outcome = upgrade(midstream, Shop.version("v2").without("outer"));

            assertThat(outcome.findings().getFirst().code().id()).isEqualTo("MS-VERIFY-022");
        }
    }

    @Test
    void historyTellsWhatHappened() throws Exception {
        try (Midstream midstream = start("v1")) {
            upgrade(midstream, Shop.version("v2"));
            upgrade(midstream, Shop.version("v2"));
            rollback(midstream);

            assertThat(midstream.history())
                    .extracting(JournalEntry::what, JournalEntry::outcome, JournalEntry::to)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("run", "done", 1),
                            org.assertj.core.groups.Tuple.tuple("upgrade", "done", 2),
                            org.assertj.core.groups.Tuple.tuple("upgrade", "unchanged", 2),
                            org.assertj.core.groups.Tuple.tuple("rollback", "done", 1));
        }
    }

    @Test
    void hundredUpgradesLeaveTwoGenerationsLoadedAndTheRestCollected() throws Exception {
        try (Midstream midstream = start("v0")) {
            Answers answers = midstream.reference(Answers.class);
            for (int i = 1; i <= 100; i++) {
                Outcome outcome = upgrade(midstream, Shop.version("v" + i));
                assertThat(outcome).isInstanceOf(Outcome.Done.class);
                assertThat(answers.answer()).isEqualTo("v" + i + "/v" + i + "/1");
            }
            assertThat(midstream.status().generations()).hasSize(2);
            awaitNoLeaks(midstream);
        }
    }

    @Test
    void loaderThatSomebodyKeepsIsReported() throws Exception {
        try (Midstream midstream = start("v1")) {
            Thread keeper = threadWithLoaderOf(midstream, "outer");
            keeper.start();
            Latches.awaitInside("kept loader");
            upgrade(midstream, Shop.version("v2"));
            try (Lease lease = midstream.lease("test")) {
                lease.confirm();
            }
            assertThat(midstream.leaks(true))
                    .extracting(Leak::loader)
                    .anyMatch(name -> name.startsWith("outer@1/"));
            Latches.open("kept loader");
            keeper.join();
            keeper = null; // or this frame itself would keep the loader
            awaitNoLeaks(midstream);
        }
    }

    private static Thread threadWithLoaderOf(Midstream midstream, String module) {
        Thread keeper = Thread.ofPlatform().daemon().unstarted(() -> Latches.await("kept loader"));
        midstream.gate().current().modules().stream()
                .filter(instance -> instance.descriptor().name().equals(module))
                .forEach(instance -> keeper.setContextClassLoader(instance.loader()));
        return keeper;
    }

    /** Runs on a thread of its own: the common pool may have no second one. */
    private static <T> CompletableFuture<T> apart(Supplier<T> work) {
        return CompletableFuture.supplyAsync(
                work, task -> Thread.ofPlatform().daemon().start(task));
    }

    private Midstream start(String version) throws Refused {
        return builder(version).start();
    }

    private Midstream.Builder builder(String version) {
        return builder(Shop.version(version));
    }

    private Midstream.Builder builder(TestApp app) {
        return Midstream.builder().artefact(app.bytes()).home(home).contract(Answers.class);
    }

    private static Outcome upgrade(Midstream midstream, TestApp app) {
        return upgrade(midstream, app, UpgradeOptions.DEFAULT);
    }

    private static Outcome upgrade(Midstream midstream, TestApp app, UpgradeOptions options) {
        try (Lease lease = midstream.lease("test")) {
            return lease.upgrade(app.bytes(), options, StageListener.NONE);
        } catch (Refused e) {
            throw new AssertionError("the lease is free", e);
        }
    }

    private static Outcome rollback(Midstream midstream) throws Refused {
        try (Lease lease = midstream.lease("test")) {
            return lease.rollback(UpgradeOptions.DEFAULT, StageListener.NONE);
        }
    }

    private static void awaitGeneration(Midstream midstream, int number) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (midstream.status().generation() != number) {
            assertThat(System.nanoTime()).as("generation " + number + " in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static void awaitLoaded(Midstream midstream, int generations) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (midstream.status().generations().size() != generations) {
            assertThat(System.nanoTime()).as(generations + " loaded in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    /** Every released loader is proved collected within a bounded number of collections. */
    private static void awaitNoLeaks(Midstream midstream) {
        List<Leak> leaks = List.of();
        for (int collection = 0; collection < 10; collection++) {
            leaks = midstream.leaks(true);
            if (leaks.isEmpty()) {
                return;
            }
        }
        assertThat(leaks).isEmpty();
    }
}
