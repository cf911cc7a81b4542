package dev.midstream.server.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches a run from beside it, ten times a second: the contestant's memory, and how much processor
 * time others use. A thread of its own, named {@code bench watch}; its results are read after
 * {@link #stop}.
 */
final class Watch implements Runnable {

    private static final long PERIOD_MILLIS = 100;
    private static final double TICKS_PER_SECOND = 100;
    private static final Path STAT = Path.of("/proc/stat");

    /** User, nice, system, irq, softirq, steal: time in which a processor was not ours to use. */
    private static final List<Integer> BUSY = List.of(1, 2, 3, 6, 7, 8);

    private final OwnProcesses contestant;
    private final OwnProcesses load;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("bench watch").daemon().unstarted(this);

    private long peakBytes;
    private double foreignSeconds;
    private double seconds;
    private @Nullable IOException failure;

    Watch(String contestantToken, String loadToken) throws IOException {
        this.contestant = new OwnProcesses(contestantToken);
        this.load = new OwnProcesses(loadToken);
        contestant.ignoreOthers();
        load.look();
    }

    void start() {
        thread.start();
    }

    /**
     * Ends the watch.
     *
     * @throws IOException if /proc could not be read
     */
    void stop() throws IOException, InterruptedException {
        stopped.countDown();
        thread.join(10_000);
        if (failure != null) {
            throw failure;
        }
    }

    /** The most memory that the contestant's processes had together. */
    long peakBytes() {
        return peakBytes;
    }

    /** How much of one processor others used, on average. */
    double foreign() {
        return seconds == 0 ? 0 : Math.max(0, foreignSeconds / seconds);
    }

    @Override
    public void run() {
        try {
            long begun = System.nanoTime();
            double busy = busySeconds();
            double own = ownSeconds();
            boolean last = false;
            while (!last) {
                last = stopped.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS);
                contestant.look();
                load.look();
                peakBytes = Math.max(peakBytes, contestant.residentBytes());
                foreignSeconds = busySeconds() - busy - (ownSeconds() - own);
                seconds = (System.nanoTime() - begun) / 1e9;
            }
        } catch (IOException noProc) {
            failure = noProc;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private double ownSeconds() {
        double self =
                ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .map(time -> time.toNanos() / 1e9)
                        .orElse(0.0);
        return contestant.cpuSeconds() + load.cpuSeconds() + self;
    }

    private static double busySeconds() throws IOException {
        String[] fields = Files.readAllLines(STAT).getFirst().split("\\s+", -1);
        long ticks = 0;
        for (int field : BUSY) {
            ticks += Long.parseLong(fields[field]);
        }
        return ticks / TICKS_PER_SECOND;
    }
}
