package dev.midstream.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.midstream.runtime.desk.Desk;
import dev.midstream.runtime.desk.Desk.Session;
import dev.midstream.runtime.finding.MidstreamException;
import dev.midstream.runtime.finding.ModuleFailure;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.generation.Pin;
import dev.midstream.runtime.shop.Answers;
import dev.midstream.runtime.shop.Latches;
import dev.midstream.runtime.upgrade.Confirm;
import dev.midstream.runtime.upgrade.Outcome;
import dev.midstream.runtime.upgrade.StageListener;
import dev.midstream.runtime.upgrade.UpgradeOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a host gets from a module through a reference, and what becomes of it in an upgrade. */
@Timeout(120)
class HandedOutTest {

    private static final UpgradeOptions NOW =
            new UpgradeOptions(Confirm.NOW, false, Duration.ofSeconds(30));

    private final Desks.HostSide host = new Desks.HostSide();
    private Midstream midstream;
    private Desk desk;

    @BeforeEach
    void start() throws Refused {
        midstream =
                Midstream.builder()
                        .artefact(Desks.version("v1").bytes())
                        .contract(Desk.class, Answers.class) // the second for its package: Latches
                        .provide(Supplier.class, host)
                        .start();
        desk = midstream.reference(Desk.class);
        host.asked.set(desk::version);
    }

    @AfterEach
    void stop() {
        midstream.close();
    }

    private Outcome.Done upgrade(String version, UpgradeOptions options) throws Refused {
        try (Lease lease = midstream.lease("test")) {
            Outcome outcome =
                    lease.upgrade(Desks.version(version).bytes(), options, StageListener.NONE);
            assertThat(outcome).isInstanceOf(Outcome.Done.class);
            return (Outcome.Done) outcome;
        }
    }

    private void allCollected() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!midstream.leaks(true).isEmpty()) {
            assertThat(System.nanoTime())
                    .as(() -> "kept: " + midstream.leaks(false))
                    .isLessThan(end);
        }
    }

    private static String code(@Nullable Throwable thrown) {
        return thrown instanceof MidstreamException misuse
                ? misuse.finding().code().id()
                : String.valueOf(thrown);
    }

    @Test
    void anObjectStaysInItsGenerationWhichIsHeldDuringItsCallsOnly() throws Exception {
        Session session = desk.open("a");
        assertThat(session.version()).isEqualTo("v1 a");
        assertThat(session).hasToString(Session.class.getName() + " of generation 1");
        upgrade("v2", UpgradeOptions.DEFAULT);

        assertThat(desk.version()).isEqualTo("v2");
        assertThat(session.version()).isEqualTo("v1 a");
        assertThat(session.next().version()).isEqualTo("v1 a+");
        assertThat(midstream.status().generations())
                .allSatisfy(generation -> assertThat(generation.pins()).isZero());
    }

    @Test
    void aCallOnAnOldObjectStaysInItsGenerationHoweverItIsNested() throws Exception {
        Session session = desk.open("a");
        upgrade("v2", UpgradeOptions.DEFAULT);
        assertThat(session.viaHost()).isEqualTo("v1 via v1");
        try (Pin _ = midstream.enter()) {
            assertThat(desk.version()).isEqualTo("v2");
            assertThat(session.viaHost()).isEqualTo("v1 via v1");
            assertThat(desk.version()).isEqualTo("v2");
        }
        assertThat(desk.version()).isEqualTo("v2");
    }

    @Test
    void anObjectOfAGenerationThatWasLetGoSaysSoAndKeepsNothing() throws Exception {
        Session session = desk.open("a");
        upgrade("v2", NOW);
        Throwable thrown = catchThrowable(session::version);
        assertThat(code(thrown)).isEqualTo("MS-REFERENCE-003");
        assertThat(thrown)
                .hasMessageContaining("generation 2 serves")
                .hasMessageContaining("enter");
        allCollected();
        assertThat(session).hasToString(Session.class.getName() + " of generation 1");
        assertThat(session.hashCode()).isEqualTo(session.hashCode());
    }

    @Test
    void aRollbackBringsTheObjectsOfTheGenerationBack() throws Exception {
        Session session = desk.open("a");
        upgrade("v2", UpgradeOptions.DEFAULT);
        Session later = desk.open("b");
        try (Lease lease = midstream.lease("test")) {
            lease.rollback(UpgradeOptions.DEFAULT, StageListener.NONE);
        }
        assertThat(session.version()).isEqualTo("v1 a");
        assertThat(code(catchThrowable(later::version))).isEqualTo("MS-REFERENCE-003");
    }

    @Test
    void aGenerationIsNotLetGoUnderACallOnAnOldObject() throws Exception {
        Session session = desk.open("a");
        upgrade("v2", UpgradeOptions.DEFAULT);
        CompletableFuture<String> slow =
                CompletableFuture.supplyAsync(
                        () -> session.slow("handed out"),
                        task -> Thread.ofPlatform().daemon().start(task));
        Latches.awaitInside("handed out");
        Outcome.Done done = upgrade("v3", NOW);

        assertThat(done.findings()).isEmpty(); // no drain waits for it, none interrupts it
        assertThat(midstream.status().generations()).hasSize(2);
        assertThat(code(catchThrowable(session::version))).isEqualTo("MS-REFERENCE-003");
        Latches.open("handed out");
        assertThat(slow.get(30, TimeUnit.SECONDS)).isEqualTo("v1 a");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (midstream.status().generations().size() > 1) {
            assertThat(System.nanoTime()).as("the old one is let go in time").isLessThan(end);
            Thread.onSpinWait();
        }
        allCollected();
    }

    @Test
    void objectsInOptionalsListsMapsArraysAndStagesAreWrappedToo() throws Exception {
        List<Session> all = desk.all();
        Session[] pair = desk.pair();
        List<String> names = desk.names();
        Supplier<String> supplier = desk.supplier();
        Session found = desk.find("f").orElseThrow();
        Session named = Objects.requireNonNull(desk.byName().get("fixed"));
        Session later = desk.later("").toCompletableFuture().get(30, TimeUnit.SECONDS);
        assertThat(desk.find("")).isEmpty();
        assertThat(names).containsExactly("a", "b");
        assertThat(all).extracting(Session::version).containsExactly("v1 fixed", "v1 b");
        assertThat(supplier.get()).isEqualTo("v1 supplied");
        assertThat(pair[1]).isNull();
        upgrade("v2", NOW);

        allCollected(); // although the host holds every one of them
        for (Session one :
                List.of(all.getFirst(), Objects.requireNonNull(pair[0]), found, named, later)) {
            assertThat(code(catchThrowable(one::version))).isEqualTo("MS-REFERENCE-003");
        }
        assertThat(names).containsExactly("a", "b");
        assertThat(code(catchThrowable(supplier::get))).isEqualTo("MS-REFERENCE-003");
    }

    @Test
    void theSameObjectIsEqualToItselfHoweverOftenItIsHandedOut() throws Exception {
        assertThat(desk.open("fixed")).isEqualTo(desk.open("fixed")).isEqualTo(desk.all().get(0));
        assertThat(desk.open("fixed").hashCode()).isEqualTo(desk.open("fixed").hashCode());
        Session old = desk.open("fixed");
        upgrade("v2", UpgradeOptions.DEFAULT);
        assertThat(desk.open("fixed")).isNotEqualTo(old);
    }

    @Test
    void anObjectComesBackToItsModuleAsItself() throws Exception {
        Session session = desk.open("a");
        assertThat(desk.kindOf(session)).isEqualTo("desk.DeskModule$TheSession");
        upgrade("v2", UpgradeOptions.DEFAULT);
        assertThat(desk.kindOf(session)).endsWith("$MidstreamObject"); // of another world
        AtomicReference<String> seen = new AtomicReference<>("");
        desk.watch(seen::set);
        assertThat(seen).hasValue("v2");
    }

    @Test
    void aStageHoldsItsGenerationUntilItIsComplete() throws Exception {
        CompletableFuture<Session> stage = desk.later("a").toCompletableFuture();
        assertThat(midstream.gate().current().held()).isEqualTo(1);
        desk.complete("a");
        assertThat(stage.get(30, TimeUnit.SECONDS).version()).isEqualTo("v1 a");
        assertThat(midstream.gate().current().held()).isZero();
    }

    @Test
    void aStageThatIsNotCompleteAtTheDrainDeadlineIsCutAndNamed() throws Exception {
        CompletableFuture<Session> stage = desk.later("never").toCompletableFuture();
        Outcome.Done done =
                upgrade("v2", new UpgradeOptions(Confirm.NOW, false, Duration.ofMillis(50)));
        assertThat(done.findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code().id()).isEqualTo("MS-DRAIN-001");
                    assertThat(finding.message()).contains("a call of Desk.later");
                });
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> stage.get(30, TimeUnit.SECONDS))
                .satisfies(e -> assertThat(code(e.getCause())).isEqualTo("MS-REFERENCE-004"));
        allCollected();
    }

    @Test
    void anExceptionThatOnlyTheModuleKnowsArrivesAsText() throws Exception {
        Throwable thrown = catchThrowable(() -> desk.fail("own"));
        assertThat(thrown)
                .isExactlyInstanceOf(ModuleFailure.class)
                .hasMessage("desk.DeskModule$Own: my own")
                .hasCauseExactlyInstanceOf(ModuleFailure.class);
        assertThat(((ModuleFailure) thrown).typeName()).isEqualTo("desk.DeskModule$Own");
        assertThat(thrown.getStackTrace()[0].getClassName()).startsWith("desk.DeskModule");
        assertThat(thrown.getCause()).hasMessage("java.io.IOException: below");
        assertThat(thrown.getSuppressed()[0]).hasMessageContaining("aside");
        upgrade("v2", NOW);
        allCollected();
        assertThat(thrown).hasMessageContaining("my own");
    }

    @Test
    void exceptionsThatTheHostCanSeePassAsTheirTypeWithForeignCausesAsText() {
        assertThatThrownBy(() -> desk.fail("jdk"))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("plain");
        assertThatThrownBy(() -> desk.fail("wrapped"))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("outer")
                .cause()
                .isExactlyInstanceOf(ModuleFailure.class)
                .hasMessageContaining("inner");
        assertThatExceptionOfType(Desk.Closed.class)
                .isThrownBy(() -> desk.fail("contract"))
                .satisfies(closed -> assertThat(closed.code()).isEqualTo(7));
        assertThatThrownBy(() -> desk.fail("contract over own")) // a copy would lose its code
                .isExactlyInstanceOf(ModuleFailure.class)
                .hasMessageContaining("Desk$Closed: closed 8");
        assertThat(midstream.gate().current().held()).isZero();
    }

    @Test
    void aStageThatFailsWithAForeignExceptionFailsWithItsText() {
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> desk.failLater().toCompletableFuture().get(30, TimeUnit.SECONDS))
                .satisfies(e ->
                        assertThat(e.getCause())
                                .isExactlyInstanceOf(ModuleFailure.class)
                                .hasMessageContaining("later"));
        assertThat(midstream.gate().current().held()).isZero();
    }
}
