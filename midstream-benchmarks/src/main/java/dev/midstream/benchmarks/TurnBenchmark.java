package dev.midstream.benchmarks;

import dev.midstream.benchmarks.contract.TurnWork;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One turn, run on the thread that sends the message: the send, the turn, its effects, and the
 * reply where there is one. Per turn; a thousand of them share one call through a reference.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class TurnBenchmark {

    private static final int TURNS = 1_000;

    /** Stateless. */
    public TurnBenchmark() {}

    /** A message of 16 bytes, a new state of 24 bytes. */
    @Benchmark
    @OperationsPerInvocation(TURNS)
    public int tell(Host host) {
        host.work.tellTurns(TURNS);
        return TURNS;
    }

    /** A question, the same state, a reply through a stage. */
    @Benchmark
    @OperationsPerInvocation(TURNS)
    public long ask(Host host) {
        return host.work.askTurns(TURNS);
    }

    /** The same, with the actor found by its key. */
    @Benchmark
    @OperationsPerInvocation(TURNS)
    public long keyedAsk(Host host) {
        return host.work.keyedAskTurns(TURNS);
    }

    /** A host with the actors. */
    @State(Scope.Benchmark)
    public static class Host {
        private final MidstreamActors actors = new MidstreamActors();

        /** What makes them take turns. */
        final TurnWork work = actors.turns();

        /** Started by JMH, outside of what is measured. */
        public Host() {}

        /** Stops it. */
        @TearDown
        public void stop() {
            actors.close();
        }
    }
}
