package dev.midstream.benchmarks;

import dev.midstream.runtime.generation.Gate;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.LoopEntrance;
import dev.midstream.runtime.generation.Pin;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** The pin alone: entering the current generation and leaving it, with nothing in between. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(5)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class PinBenchmark {

    /** Stateless. */
    public PinBenchmark() {}

    /** What the harness itself takes; to be subtracted. */
    @Benchmark
    public Gate baseline(TinyHost host) {
        return host.midstream.gate();
    }

    /** As host code enters, and as a reference call does. */
    @Benchmark
    public Generation pin(TinyHost host) {
        try (Pin pin = host.midstream.enter()) {
            return pin.generation();
        }
    }

    /** The same on both cores: stripes must not share a cache line. */
    @Benchmark
    @Threads(2)
    public Generation pinTwoThreads(TinyHost host) {
        try (Pin pin = host.midstream.enter()) {
            return pin.generation();
        }
    }

    /** As an event loop enters, on a stripe of its own. */
    @Benchmark
    public Generation loopPin(Loop loop) {
        return loop.pass();
    }

    /** Two event loops. */
    @Benchmark
    @Threads(2)
    public Generation loopPinTwoThreads(Loop loop) {
        return loop.pass();
    }

    /** One event loop. */
    @State(Scope.Thread)
    public static class Loop {

        @SuppressWarnings("NullAway.Init") // JMH sets it up before the first pass
        private LoopEntrance entrance;

        /** Made by JMH. */
        public Loop() {}

        /** Claims a stripe. */
        @Setup
        public void claim(TinyHost host) {
            entrance = host.midstream.gate().claimLoop();
        }

        Generation pass() {
            Generation generation = entrance.enter();
            entrance.exit(generation);
            return generation;
        }
    }
}
