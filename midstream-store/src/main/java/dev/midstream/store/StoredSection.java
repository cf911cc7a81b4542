package dev.midstream.store;

import dev.midstream.runtime.SnapshotError;
import dev.midstream.runtime.actor.Behaviour;
import dev.midstream.runtime.actor.Crossing;
import dev.midstream.runtime.actor.CrossingFailed;
import dev.midstream.runtime.actor.StoredActor;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.migration.ActorPlans;
import dev.midstream.runtime.migration.ActorShapes;
import dev.midstream.runtime.shape.Shape;
import dev.midstream.store.encoding.Encoding;
import dev.midstream.store.encoding.Misfit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A section of a file, and what its actors become: values of the app's classes at once if the
 * shapes are the same, else through the plans that an upgrade would take.
 *
 * @param behaviour the one whose actors they are to be
 * @param block reads its blocks
 * @param crossing from what was stored; empty if that has the app's shape
 */
record StoredSection(String type, Behaviour behaviour, Block block, Optional<Crossing> crossing) {

    /**
     * A section whose actors are to be a behaviour's.
     *
     * @throws Refused if they cannot become that, with the difference and the method to write
     * @throws IllegalArgumentException if what the section has is no shape
     */
    static StoredSection of(Envelopes.Section section, Behaviour behaviour) throws Refused {
        ActorTypes now = ActorTypes.of(behaviour);
        Shape state = Shape.parse(section.state());
        Shape message = Shape.parse(section.message());
        if (state.equals(now.state()) && message.equals(now.message())) {
            return new StoredSection(
                    section.type(),
                    behaviour,
                    new Block(
                            Encoding.of(state, now.loader(), SnapshotWriter.DEEPEST),
                            Encoding.of(message, now.loader(), SnapshotWriter.DEEPEST)),
                    Optional.empty());
        }
        return new StoredSection(
                section.type(),
                behaviour,
                new Block(
                        Encoding.raw(state, SnapshotWriter.DEEPEST),
                        Encoding.raw(message, SnapshotWriter.DEEPEST)),
                Optional.of(crossing(section, state, message, now)));
    }

    private static Crossing crossing(
            Envelopes.Section section, Shape state, Shape message, ActorTypes now) throws Refused {
        ActorShapes stored = ActorShapes.stored(section.type(), state, message);
        ActorPlans plans = ActorPlans.of(stored, now.shapes());
        List<Finding> findings = new ArrayList<>(plans.refusals());
        if (!findings.isEmpty()) {
            findings.addFirst(
                    Finding.error(
                            SnapshotError.SHAPE,
                            section.type(),
                            "its actors were saved by release "
                                    + section.release()
                                    + " in another shape, and cannot become what this release has",
                            "Write the migrations below, or start a release that can read them"));
            throw new Refused(findings);
        }
        try {
            return plans.bindStored(now.loader());
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new Refused(
                    SnapshotError.SHAPE,
                    section.type(),
                    "what converts its stored actors cannot be linked: " + e,
                    "Mend the class that is named");
        }
    }

    /**
     * Reads the actors of a block, as the app has them.
     *
     * @throws Misfit if the bytes are none, or one of them cannot be converted
     */
    void read(byte[] bytes, Block.Taker<Misfit> taker) throws Misfit {
        if (crossing.isEmpty()) {
            block.read(bytes, taker);
        } else {
            block.read(bytes, actor -> taker.take(crossed(actor, crossing.get())));
        }
    }

    private static StoredActor crossed(StoredActor actor, Crossing crossing) throws Misfit {
        try {
            List<StoredActor.Timer> timers = new ArrayList<>();
            for (StoredActor.Timer each : actor.timers()) {
                Object message = crossing.message(each.message());
                timers.add(new StoredActor.Timer(each.name(), each.inNanos(), message));
            }
            List<Object> messages = new ArrayList<>();
            for (Object each : actor.messages()) {
                messages.add(crossing.message(each));
            }
            Object state = actor.state();
            return new StoredActor(
                    actor.key(), state == null ? null : crossing.state(state), timers, messages);
        } catch (CrossingFailed e) {
            throw Misfit.at("'" + actor.key() + "'", e);
        }
    }
}
