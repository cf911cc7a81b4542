package dev.midstream.benchmarks;

import dev.midstream.benchmarks.contract.Quote;
import dev.midstream.benchmarks.contract.Register;
import dev.midstream.runtime.Midstream;
import dev.midstream.runtime.finding.Refused;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A host that runs {@link TinyApp}, started as an embedder starts one. */
@State(Scope.Benchmark)
public class TinyHost {

    private final AtomicReference<Quote> registered = new AtomicReference<>();

    /** The host. */
    final Midstream midstream = start();

    /** The lasting reference. */
    final Quote reference = midstream.reference(Quote.class);

    /** The very object that the reference leads to, as a caller without Midstream would hold it. */
    final Quote direct = registered.get();

    /** An argument that the compiler does not know. */
    int article = 35;

    /** Started by JMH, outside of what is measured. */
    public TinyHost() {}

    private Midstream start() {
        try {
            return Midstream.builder()
                    .artefact(TinyApp.artefact())
                    .contract(Quote.class)
                    .provide(Register.class, registered::set)
                    .start();
        } catch (Refused e) {
            throw new IllegalStateException("the benchmarks' app was refused: " + e, e);
        }
    }

    /** Stops the host. */
    @TearDown
    public void stop() {
        midstream.close();
    }
}
