package dev.midstream.store;

import dev.midstream.runtime.SnapshotError;
import dev.midstream.runtime.actor.Behaviour;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.shape.Shape;
import dev.midstream.store.encoding.Encoding;
import dev.midstream.store.encoding.Misfit;

/**
 * A section of a file, and what its actors become.
 *
 * @param behaviour the one whose actors they are to be
 */
record StoredSection(String type, Behaviour behaviour, Block block) {

    /**
     * A section whose actors are to be a behaviour's.
     *
     * @throws Refused if they cannot become that
     * @throws IllegalArgumentException if what the section has is no shape
     */
    static StoredSection of(Envelopes.Section section, Behaviour behaviour) throws Refused {
        ActorTypes now = ActorTypes.of(behaviour);
        Shape state = Shape.parse(section.state());
        Shape message = Shape.parse(section.message());
        if (!state.equals(now.state()) || !message.equals(now.message())) {
            throw new Refused(
                    SnapshotError.SHAPE,
                    section.type(),
                    "was saved by release " + section.release() + " with other states or messages",
                    "Start that release");
        }
        Block block =
                new Block(
                        Encoding.of(now.state(), now.loader(), SnapshotWriter.DEEPEST),
                        Encoding.of(now.message(), now.loader(), SnapshotWriter.DEEPEST));
        return new StoredSection(section.type(), behaviour, block);
    }

    void read(byte[] bytes, Block.Taker<Misfit> taker) throws Misfit {
        block.read(bytes, taker);
    }
}
