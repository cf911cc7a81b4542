package dev.midstream.runtime.actor;

import dev.midstream.runtime.actor.Rehearsed.Failing;
import dev.midstream.runtime.actor.Ways.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs migrations on what lives, before a cutover and without effect. One thread, at a sweep's
 * pace. An actor is owned for as long as it takes to copy some pointers: its state is a value, so
 * what is done with it happens beside its turns.
 */
@SuppressWarnings("ReferenceEquality") // behaviours are equal to themselves only
final class Rehearsal {

    /** Failures that are told; a refusal needs no more. */
    private static final int TOLD = 10;

    /** Looks at actors that were at work; each a pass over those that are left. */
    private static final int LOOKS = 3;

    /** Messages of one box that are tried. */
    private static final int WAITING = 1_000;

    private final Map<Leg, Crossings> crossings;
    private final long most;
    private final long endNanos;
    private final ActorClock clock;
    private final Pace pace;
    private final List<Failing> failing = new ArrayList<>();
    private long checked;
    private long total;
    private long busy;

    /**
     * A rehearsal.
     *
     * @param most actors of one type that are looked at; of more, so many spread over all
     */
    Rehearsal(ActorEngine engine, Map<Leg, Crossings> crossings, long most, Duration budget) {
        this.crossings = crossings;
        this.most = most;
        this.clock = engine.clock();
        this.endNanos = clock.nanos() + budget.toNanos();
        this.pace = new Pace(engine, () -> {});
    }

    /** What is read under the claim. */
    private record Snapshot(
            Behaviour home,
            @Nullable Object state,
            List<Object> messages,
            List<Object> tokens,
            List<Class<?>> questions) {}

    Rehearsed run() {
        for (Leg leg : crossings.keySet()) {
            if (leg.from() == leg.from().table().latest()) {
                table(leg);
            }
        }
        return new Rehearsed(checked, total, busy, failing);
    }

    private void table(Leg leg) {
        ActorTable table = leg.from().table();
        long size = table.size();
        total += size;
        long every = Math.max(1, (size + most - 1) / most);
        List<Cell> later = new ArrayList<>();
        long at = 0;
        for (Cell cell : table.cells()) {
            if (done()) {
                return;
            }
            if (at++ % every == 0) {
                waiting(table, cell, leg);
                if (!look(table, cell, leg)) {
                    later.add(cell);
                }
            }
        }
        for (int look = 1; look < LOOKS && !later.isEmpty(); look++) {
            List<Cell> again = new ArrayList<>();
            for (Cell cell : later) {
                if (!done() && !look(table, cell, leg)) {
                    again.add(cell);
                }
            }
            later = again;
        }
        busy += later.size();
    }

    private boolean done() {
        return failing.size() >= TOLD || clock.nanos() - endNanos > 0;
    }

    /**
     * Tries the messages that wait in an actor's box, without owning it. Its owner may take them
     * meanwhile, and turns the chain round when it does: then some are not seen, or seen twice.
     */
    private void waiting(ActorTable table, Cell cell, Leg leg) {
        Object at = cell.box();
        for (int seen = 0; at instanceof Envelope envelope && seen < WAITING; seen++) {
            at = envelope.next;
            if (envelope.origin == leg.from() && !done()) {
                String why = messageFails(envelope.message, leg);
                if (why != null) {
                    failing.add(new Failing(table.describe(cell), "a message that waits: " + why));
                    return;
                }
                pace.step();
            }
        }
    }

    private @Nullable String messageFails(Object message, Leg leg) {
        Crossings last = crossings.get(leg);
        if (last == null) {
            return null;
        }
        try {
            last.up().message(message);
            return null;
        } catch (CrossingFailed failed) {
            return String.valueOf(failed.getMessage());
        } catch (RuntimeException | Error defect) {
            return message.getClass().getName() + ": " + defect;
        }
    }

    /** Looks at an actor; false if it is at work. */
    private boolean look(ActorTable table, Cell cell, Leg leg) {
        Object box = cell.box();
        if (box == Cell.GONE) {
            return true;
        }
        if (!cell.claim()) {
            return false;
        }
        Snapshot snapshot = snapshot(cell);
        table.freeOrRun(cell);
        if (snapshot != null) {
            checked++;
            String why = fails(snapshot, leg);
            if (why != null) {
                failing.add(new Failing(table.describe(cell), why));
            }
        }
        pace.step();
        return true;
    }

    private static @Nullable Snapshot snapshot(Cell cell) {
        Behaviour home = cell.home;
        if (home == null) {
            return null;
        }
        Extras extras = cell.extras;
        if (extras == null) {
            return new Snapshot(home, cell.state, List.of(), List.of(), List.of());
        }
        List<Object> messages = new ArrayList<>(extras.messages.values());
        for (Envelope parked : extras.parked) {
            if (parked.origin == home) {
                messages.add(parked.message);
            }
        }
        List<Object> tokens = new ArrayList<>();
        extras.tokens.values().forEach(token -> tokens.add(token.await()));
        List<Class<?>> questions = new ArrayList<>();
        extras.questions.values().forEach(question -> questions.add(question.asked()));
        return new Snapshot(home, cell.state, messages, tokens, questions);
    }

    /** Why an actor would fail; null if it would not, or is set aside already. */
    private @Nullable String fails(Snapshot snapshot, Leg leg) {
        Object state = snapshot.state();
        Crossings last = crossings.get(leg);
        if (last == null) {
            return null;
        }
        try {
            if (snapshot.home() != leg.from()) {
                Way way = Ways.between(snapshot.home(), leg.from());
                if (way == null || state == null) {
                    return null;
                }
                state = way.crossing().state(state);
                last.up().state(state);
                return null;
            }
            if (state != null) {
                Object up = last.up().state(state);
                if (last.reversible() && !last.up().sameState(state, last.down().state(up))) {
                    return "its state does not come back as it was when it is converted there and"
                            + " back: "
                            + leg.from().state().getName();
                }
            }
            for (Object message : snapshot.messages()) {
                last.up().message(message);
            }
            for (Object token : snapshot.tokens()) {
                last.up().token(token);
            }
            for (Class<?> question : snapshot.questions()) {
                last.up().question(question);
            }
            return null;
        } catch (CrossingFailed failed) {
            return String.valueOf(failed.getMessage());
        } catch (RuntimeException | Error defect) {
            return leg.from().state().getName() + ": " + defect;
        }
    }
}
