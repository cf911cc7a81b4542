package dev.midstream.server.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Processes known by what stands in their environment. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class OwnProcessesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Test
    void whatWasLeftBehindIsFoundAndEnded() throws Exception {
        // A background process of a shell that has ended, and one with another run's token.
        Process shell = start("mine", "sleep 100 >/dev/null 2>&1 & echo $!");
        Process other = start("theirs", "exec sleep 100");
        try {
            ProcessHandle left =
                    ProcessHandle.of(Long.parseLong(shell.inputReader().readLine().strip()))
                            .orElseThrow();
            assertThat(shell.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(left.isAlive()).isTrue();

            OwnProcesses own = new OwnProcesses("mine");
            own.look();
            assertThat(own.residentBytes()).isPositive();

            OwnProcesses.endAll("mine", PATIENCE);
            left.onExit().get(10, TimeUnit.SECONDS);
            assertThat(other.isAlive()).isTrue();
            own.look();
            assertThat(own.residentBytes()).isZero();
        } finally {
            other.destroy();
        }
    }

    @Test
    void whatAProcessUsedCountsAfterItsEnd() throws Exception {
        Process busy = start("busy", "i=0; while :; do i=$((i+1)); done");
        OwnProcesses own = new OwnProcesses("busy");
        try {
            double used = 0;
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (used < 0.2 && System.nanoTime() < end) {
                own.look();
                used = own.cpuSeconds();
            }
            assertThat(used).isGreaterThanOrEqualTo(0.2);
            OwnProcesses.endAll("busy", PATIENCE);
            assertThat(busy.waitFor(10, TimeUnit.SECONDS)).isTrue();
            own.look();
            assertThat(own.cpuSeconds()).isGreaterThanOrEqualTo(used);
        } finally {
            busy.destroyForcibly();
        }
    }

    private static Process start(String token, String command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command);
        builder.environment().put(OwnProcesses.VARIABLE, token);
        return builder.start();
    }
}
