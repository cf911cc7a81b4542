package dev.midstream.benchmarks;

import dev.midstream.benchmarks.contract.Quote;
import dev.midstream.runtime.generation.Pin;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** A call through a lasting reference, beside a direct interface call of the same object. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(5)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class ReferenceBenchmark {

    /** Stateless. */
    public ReferenceBenchmark() {}

    /** The baseline: no Midstream in between. */
    @Benchmark
    public int direct(TinyHost host) {
        return host.direct.priceCents(host.article);
    }

    /** Enters and leaves by itself. */
    @Benchmark
    public int alone(TinyHost host) {
        return host.reference.priceCents(host.article);
    }

    /** The same on both cores. */
    @Benchmark
    @Threads(2)
    public int aloneTwoThreads(TinyHost host) {
        return host.reference.priceCents(host.article);
    }

    /** Inherits the generation that the thread holds anyway: the price of one call more. */
    @Benchmark
    public int inside(Entered entered, TinyHost host) {
        return host.reference.priceCents(host.article);
    }

    /** A whole block: enter, one call, leave. */
    @Benchmark
    public int block(TinyHost host) {
        Quote quote = host.reference;
        try (Pin _ = host.midstream.enter()) {
            return quote.priceCents(host.article);
        }
    }

    /** The measuring thread has entered before the iteration begins. */
    @State(Scope.Thread)
    public static class Entered {

        private @Nullable Pin pin;

        /** Made by JMH. */
        public Entered() {}

        /** Enters. */
        @Setup
        public void enter(TinyHost host) {
            pin = host.midstream.enter();
        }

        /** Leaves. */
        @TearDown
        public void leave() {
            if (pin != null) {
                pin.close();
            }
        }
    }
}
