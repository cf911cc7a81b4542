package dev.midstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.benchmarks.contract.Front;
import dev.midstream.runtime.Lease;
import dev.midstream.runtime.Midstream;
import dev.midstream.runtime.upgrade.Outcome;
import dev.midstream.runtime.upgrade.StageListener;
import dev.midstream.runtime.upgrade.UpgradeOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The generated app of 40 modules, with few classes each, upgraded under load. */
@Timeout(120)
class LayeredUpgradesIT {

    @TempDir Path folder;

    @Test
    void upgradesAtTheBottomInTheMiddleAndAtTheTopAreSeenWholeOrNotAtAll() throws Exception {
        LayeredApp app = new LayeredApp(folder, 3);
        assertThat(LayeredApp.names()).hasSize(40);
        try (Midstream midstream =
                        Midstream.builder().artefact(app.artefact()).contract(Front.class).start();
                CheckedCalls calls = new CheckedCalls(midstream.reference(Front.class), app, 2)) {
            Outcome.Done bottom = upgrade(midstream, calls, app, LayeredApp.BOTTOM);
            Outcome.Done middle = upgrade(midstream, calls, app, LayeredApp.MIDDLE);
            Outcome.Done top = upgrade(midstream, calls, app, LayeredApp.TOP);

            assertThat(calls.wrong()).isEmpty();
            assertThat(calls.calls()).isPositive();
            assertThat(bottom.closure().changed()).isEqualTo(1);
            assertThat(bottom.closure().modules()).isEqualTo(40);
            // 3, 6 and 8 of the layers see contract0 or who sees it; itself and the front.
            assertThat(bottom.closure().reloads()).hasSize(19);
            assertThat(middle.closure().reloads())
                    .extracting(reload -> reload.module())
                    .containsExactlyInAnyOrder(
                            LayeredApp.MIDDLE, "layer2m3", "layer2m10", LayeredApp.TOP);
            assertThat(middle.message()).contains("by service contract");
            assertThat(top.closure().reloads()).hasSize(1);
        }
    }

    @Test
    void theJudgeSeesAMixOfVersions() throws Exception {
        LayeredApp app = new LayeredApp(folder, 3);
        String before = app.expected(1);
        app.edit(LayeredApp.MIDDLE);
        assertThat(app.expected(1)).isNotEqualTo(before);
        Front mixed = question -> app.expected(question).replaceFirst(":2 ", ":1 ");
        try (CheckedCalls calls = new CheckedCalls(mixed, app, 1)) {
            long end = System.nanoTime() + 30_000_000_000L;
            while (calls.wrong().isEmpty()) {
                assertThat(System.nanoTime()).as("a mix is seen in time").isLessThan(end);
                Thread.onSpinWait();
            }
            assertThat(calls.wrong().getFirst()).startsWith("answered 'front:1 ");
        }
    }

    private static Outcome.Done upgrade(
            Midstream midstream, CheckedCalls calls, LayeredApp app, String module)
            throws Exception {
        app.edit(module);
        byte[] next = app.artefact();
        calls.orNext(app);
        Outcome outcome;
        try (Lease lease = midstream.lease("test")) {
            outcome = lease.upgrade(next, UpgradeOptions.DEFAULT, StageListener.NONE);
        }
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        calls.only(app);
        long before = calls.calls();
        long end = System.nanoTime() + 30_000_000_000L;
        while (calls.calls() < before + 20) {
            assertThat(System.nanoTime()).as("the calls go on").isLessThan(end);
            Thread.onSpinWait();
        }
        return (Outcome.Done) outcome;
    }
}
