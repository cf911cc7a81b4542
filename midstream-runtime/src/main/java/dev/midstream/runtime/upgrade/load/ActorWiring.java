package dev.midstream.runtime.upgrade.load;

import dev.midstream.api.Actor;
import dev.midstream.runtime.actor.ActorEngine;
import dev.midstream.runtime.actor.Behaviour;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.generation.ModuleInstance;
import dev.midstream.runtime.graph.ActorFact;
import dev.midstream.runtime.graph.ActorTypeError;
import dev.midstream.runtime.loader.ModuleLoader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the behaviours of a module instance, and binds them to what its configure declares. */
final class ActorWiring {

    private ActorWiring() {}

    /**
     * Makes a behaviour for each actor class of an instance, so that others can be given handles
     * before it exists.
     */
    static void prepare(ActorEngine engine, ModuleInstance instance) throws Refused {
        List<Behaviour> behaviours = new ArrayList<>();
        for (ActorFact fact : instance.descriptor().actors()) {
            ModuleLoader loader = instance.loader();
            try {
                behaviours.add(
                        engine.behaviour(
                                fact.type(),
                                instance.subject(),
                                loader,
                                Class.forName(fact.state().className(), false, loader),
                                Class.forName(fact.message().className(), false, loader)));
            } catch (ClassNotFoundException | LinkageError e) {
                throw new Refused(
                        LoadError.LINKAGE,
                        instance.subject(),
                        "a class of actor type '" + fact.type() + "' does not link: " + e,
                        "Depend on the module or library that has it, in the version it was built"
                                + " against");
            }
        }
        instance.acting(behaviours);
    }

    /** What reaches the actors of a type that an instance has. */
    static Object handle(ModuleInstance instance, String type) {
        return instance.behaviours().stream()
                .filter(behaviour -> behaviour.type().equals(type))
                .findFirst()
                .orElseThrow()
                .handle();
    }

    /** Binds what was declared; every actor class of the module is declared once. */
    static void bind(ModuleInstance instance, List<Actor<?, ?>> declared) throws Refused {
        Map<String, Actor<?, ?>> byClass = new HashMap<>();
        for (Actor<?, ?> actor : declared) {
            byClass.put(actor.getClass().getName(), actor);
        }
        for (ActorFact fact : instance.descriptor().actors()) {
            Actor<?, ?> actor = byClass.remove(fact.className());
            if (actor == null) {
                throw refused(
                        instance,
                        "has "
                                + fact.className()
                                + " with @ActorType(\""
                                + fact.type()
                                + "\"), which its configure does not declare",
                        "Add wiring.actor(new … ) to configure, or remove the class");
            }
            Optional<Behaviour> behaviour =
                    instance.behaviours().stream()
                            .filter(each -> each.type().equals(fact.type()))
                            .findFirst();
            behaviour.orElseThrow().bind(actor);
        }
        if (!byClass.isEmpty()) {
            throw refused(
                    instance,
                    "declares actors of classes "
                            + byClass.keySet()
                            + ", which are none of the module's own",
                    "Move the class into this module, or declare it where it is");
        }
    }

    private static Refused refused(ModuleInstance instance, String message, String remedy) {
        return new Refused(ActorTypeError.DECLARATION, instance.subject(), message, remedy);
    }
}
