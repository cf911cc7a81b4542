package dev.midstream.runtime.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.http.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The pin protocol against a pipeline that switches without pause. More threads enter than there
 * are cores, so that some are suspended at every point of the protocol; what jcstress cannot do.
 */
class GateHammerTest {

    private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);
    private static final int ENTERERS = 2 + Runtime.getRuntime().availableProcessors();

    private final Router noRoutes = Router.of(List.of());
    private final Gate gate = new Gate(generation(1));

    GateHammerTest() throws Refused {}

    @Test
    void noWorkIsInsideAReleasedGeneration() throws Exception {
        hammer(() -> {
            try (Pin pin = gate.enter()) {
                return released(pin.generation());
            }
        });
    }

    @Test
    void noWorkOfAnEventLoopIsInsideAReleasedGeneration() throws Exception {
        ThreadLocal<LoopEntrance> loops = ThreadLocal.withInitial(gate::claimLoop);
        hammer(() -> {
            LoopEntrance loop = loops.get();
            Generation generation = loop.enter();
            try {
                return released(generation);
            } finally {
                loop.exit(generation);
            }
        });
    }

    private void hammer(Callable<Boolean> work) throws Exception {
        long until = System.nanoTime() + NANOS;
        List<Future<Long>> lost = new ArrayList<>();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            for (int i = 0; i < ENTERERS; i++) {
                lost.add(
                        threads.submit(() -> {
                            long count = 0;
                            while (System.nanoTime() < until) {
                                count += work.call() ? 1 : 0;
                            }
                            return count;
                        }));
            }
            List<Generation> all = switchUntil(until);
            for (Future<Long> enterer : lost) {
                assertThat(enterer.get(30, TimeUnit.SECONDS))
                        .as("pieces of work inside a released generation")
                        .isZero();
            }
            assertThat(all).hasSizeGreaterThan(10).allMatch(generation -> generation.held() == 0);
        }
    }

    /** Upgrades again and again; each generation is released as soon as it is drained. */
    private List<Generation> switchUntil(long until) {
        List<Generation> all = new ArrayList<>();
        List<Generation> draining = List.of();
        for (int number = 2; System.nanoTime() < until; number++) {
            Generation next = generation(number);
            Generation before = gate.switchTo(next);
            if (all.size() < 1_000) {
                all.add(before);
            }
            draining =
                    Stream.concat(draining.stream(), Stream.of(before))
                            .filter(generation -> !release(generation))
                            .toList();
        }
        return all;
    }

    private static boolean release(Generation generation) {
        boolean drained = generation.drained();
        if (drained) {
            generation.state(GenerationState.RELEASED);
        }
        return drained;
    }

    /** Looks long enough for a release to overtake. */
    private static boolean released(Generation inside) {
        boolean released = false;
        for (int look = 0; look < 32; look++) {
            released |= inside.state() == GenerationState.RELEASED;
        }
        return released;
    }

    private Generation generation(int number) {
        return new Generation(number, "r" + number, List.of(), noRoutes, List.of());
    }
}
