package dev.midstream.runtime.generation;

import dev.midstream.runtime.actor.ShadowActors;

/**
 * A copy of a generation that serves nobody: every module has an object of its own, made by the
 * loaders of the generation to come and never started. To be thrown away.
 *
 * @param generation its instances and routes
 * @param actors what its modules reach instead of the live actors
 */
public record Shadow(Generation generation, ShadowActors actors) implements AutoCloseable {

    /** Ends what the host has made for its instances, and forgets them. */
    @Override
    public void close() {
        generation.state(GenerationState.RELEASED);
        actors.forget();
        for (ModuleInstance instance : generation.modules()) {
            instance.made().close();
            instance.forget();
        }
    }
}
