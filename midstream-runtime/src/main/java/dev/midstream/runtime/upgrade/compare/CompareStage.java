package dev.midstream.runtime.upgrade.compare;

import dev.midstream.runtime.actor.Behaviour;
import dev.midstream.runtime.actor.ShadowActors;
import dev.midstream.runtime.actor.TurnEnd;
import dev.midstream.runtime.comparison.Comparison;
import dev.midstream.runtime.comparison.Difference;
import dev.midstream.runtime.comparison.Expectation;
import dev.midstream.runtime.comparison.Tally;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.generation.Cancellation;
import dev.midstream.runtime.generation.Gate;
import dev.midstream.runtime.generation.Generation;
import dev.midstream.runtime.generation.Lifecycle;
import dev.midstream.runtime.generation.ModuleInstance;
import dev.midstream.runtime.generation.Pin;
import dev.midstream.runtime.generation.Shadow;
import dev.midstream.runtime.record.Reservoir;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The stage compare. One per host; used by one thread at a time. */
public final class CompareStage {

    /** The longest that it goes on beginning turns. */
    private static final Duration BUDGET = Duration.ofSeconds(3);

    /** What a turn may still take then, before it is interrupted. */
    private static final Duration DEADLINE = BUDGET.plusSeconds(2);

    /** It works for a quarter of the time, so that live traffic keeps its processor. */
    private static final int REST = 3;

    private static final long SHORTEST_REST_NANOS = 1_000_000;

    private final Gate gate;

    /** The stage. */
    public CompareStage(Gate gate) {
        this.gate = gate;
    }

    /**
     * What a comparison has come to.
     *
     * @param comparison what differs
     * @param findings what there is to say; nothing of it refuses
     */
    public record Compared(Comparison comparison, List<Finding> findings) {
        /** Copies the list. */
        public Compared {
            findings = List.copyOf(findings);
        }
    }

    /**
     * Whether turns were kept of actors whose code is loaded anew.
     *
     * @param live what serves
     * @param candidates the instances of the generation to come
     */
    public boolean hasWork(Generation live, List<ModuleInstance> candidates) {
        Set<ClassLoader> loaders = new HashSet<>();
        candidates.forEach(candidate -> loaders.add(candidate.loader()));
        return live.behaviours().all().stream()
                .filter(behaviour -> !loaders.contains(behaviour.loader()))
                .anyMatch(Behaviour::hasKeptTurns);
    }

    /**
     * Compares.
     *
     * @param shadow where to run; its actors are open
     * @param values whether examples of values are told
     * @throws CancellationException if it was cancelled
     */
    public Compared compare(
            Shadow shadow, Generation live, boolean values, Cancellation cancellation) {
        Expectations expectations = Expectations.of(live, shadow.generation());
        Pass pass = new Pass(shadow, live, expectations, values);
        List<Finding> findings = new ArrayList<>();
        try {
            new Lifecycle(DEADLINE, cancellation)
                    .run("compare", ClassLoader.getPlatformClassLoader(), pass::run);
        } catch (Lifecycle.TooSlow slow) {
            findings.add(stuck(pass, String.valueOf(slow.getMessage())));
        } catch (ExecutionException e) {
            findings.add(stuck(pass, "it failed with " + e.getCause()));
        }
        List<Comparison.Subject> subjects = List.copyOf(pass.subjects);
        if (findings.isEmpty()) {
            unfinished(subjects).forEach(findings::add);
        }
        findings.addAll(CompareFindings.of(subjects, expectations, Set.copyOf(pass.used)));
        return new Compared(new Comparison(subjects), findings);
    }

    private static Finding stuck(Pass pass, String why) {
        return Finding.warning(
                CompareError.UNFINISHED,
                pass.at,
                "the comparison did not end: " + why,
                "A turn must not wait and must end; look at what it does in the new version");
    }

    private static Stream<Finding> unfinished(List<Comparison.Subject> subjects) {
        int kept = subjects.stream().mapToInt(Comparison.Subject::kept).sum();
        int compared = subjects.stream().mapToInt(Comparison.Subject::compared).sum();
        return kept == compared
                ? Stream.empty()
                : Stream.of(
                        Finding.info(
                                CompareError.UNFINISHED,
                                "compare",
                                "compared "
                                        + compared
                                        + " of "
                                        + kept
                                        + " kept turns: the others cannot be converted, or were"
                                        + " beyond the budget of "
                                        + BUDGET.toMillis()
                                        + " ms",
                                ""));
    }

    /** One pass over what was kept; runs on a thread of its own. */
    private final class Pass {
        private final Shadow shadow;
        private final Generation live;
        private final Expectations expectations;
        private final boolean values;
        private final Set<String> masked;
        private final TurnComparison turns;
        private final List<Comparison.Subject> subjects = new CopyOnWriteArrayList<>();
        private final List<Expectation> used = new CopyOnWriteArrayList<>();
        private volatile String at = "compare";
        private long tired;

        Pass(Shadow shadow, Generation live, Expectations expectations, boolean values) {
            this.shadow = shadow;
            this.live = live;
            this.expectations = expectations;
            this.values = values;
            this.turns = new TurnComparison(shadow.actors());
            this.masked = masked();
        }

        Boolean run() {
            long end = System.nanoTime() + BUDGET.toNanos();
            ShadowActors actors = shadow.actors();
            for (Reservoir.Kind<ShadowActors.Kept> kind :
                    actors.changed(live.behaviours(), shadow.generation().behaviours())) {
                at = kind.kind();
                Tally tally =
                        new Tally(
                                kind.kind(),
                                (int) kind.count(),
                                expectations.fresh(),
                                values,
                                masked);
                for (ShadowActors.Kept kept : kind.kept()) {
                    if (System.nanoTime() - end >= 0 || Thread.currentThread().isInterrupted()) {
                        break;
                    }
                    compare(kept, tally);
                }
                subjects.add(tally.subject());
                used.addAll(tally.used());
            }
            actors.forget();
            return Boolean.TRUE;
        }

        private void compare(ShadowActors.Kept kept, Tally tally) {
            long begun = System.nanoTime();
            TurnEnd now = again(kept);
            List<Difference> differences = turns.of(kept, now);
            List<Difference> unstable =
                    differences.isEmpty() ? List.of() : TurnComparison.between(now, again(kept));
            tally.add(kept.key(), differences, unstable);
            rest(System.nanoTime() - begun);
        }

        private TurnEnd again(ShadowActors.Kept kept) {
            try (Pin _ = gate.lend(shadow.generation())) {
                return shadow.actors().again(kept);
            }
        }

        private void rest(long worked) {
            tired += worked * REST;
            if (tired >= SHORTEST_REST_NANOS) {
                LockSupport.parkNanos(tired);
                tired = 0;
            }
        }

        /** The last names of what any route has redacted: a state may hold what a request said. */
        private Set<String> masked() {
            Set<String> names = new HashSet<>();
            Stream.of(live, shadow.generation())
                    .flatMap(generation -> generation.router().routes().stream())
                    .flatMap(route -> route.sampling().redacted().stream())
                    .forEach(path ->
                            names.add(
                                    path.substring(
                                                    Math.max(
                                                                    path.lastIndexOf('.'),
                                                                    path.lastIndexOf(':'))
                                                            + 1)
                                            .toLowerCase(Locale.ROOT)));
            return names;
        }
    }
}
