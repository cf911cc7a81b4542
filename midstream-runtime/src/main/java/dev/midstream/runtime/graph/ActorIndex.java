package dev.midstream.runtime.graph;

import dev.midstream.runtime.finding.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The actor classes of an app, by name and by message. */
final class ActorIndex {

    private final Map<String, ModuleGraph.Source.OfActor> byMessage = new TreeMap<>();
    private final Map<String, String> byName = new TreeMap<>();

    /** An index; what stands in it twice is added to the findings. */
    ActorIndex(ScannedApp app, List<Finding> findings) {
        for (ScannedApp.ScannedModule module : app.modules()) {
            String name = module.descriptor().name();
            for (ActorFact fact : module.descriptor().actors()) {
                String other = byName.putIfAbsent(fact.type(), name + "." + fact.className());
                if (other != null) {
                    findings.add(
                            Finding.error(
                                    ActorTypeError.NAME_TWICE,
                                    name,
                                    "actor type '"
                                            + fact.type()
                                            + "' is "
                                            + fact.className()
                                            + " and also "
                                            + other,
                                    "Give one of them another @ActorType"));
                }
                ModuleGraph.Source.OfActor before =
                        byMessage.putIfAbsent(
                                fact.message().signature(),
                                new ModuleGraph.Source.OfActor(name, fact.type()));
                if (before != null) {
                    findings.add(
                            Finding.error(
                                    ActorTypeError.MESSAGE_TWICE,
                                    name,
                                    fact.message()
                                            + " is received by actor type '"
                                            + fact.type()
                                            + "' and by '"
                                            + before.type()
                                            + "' of "
                                            + before.module(),
                                    "Give each actor type messages of its own"));
                }
            }
        }
    }

    /** The actor that receives a type of message. */
    Optional<ModuleGraph.Source.OfActor> receiver(ServiceType message) {
        return Optional.ofNullable(byMessage.get(message.signature()));
    }

    /** All message types, for people. */
    List<String> messages() {
        return byMessage.keySet().stream().map(s -> new ServiceType(s).toString()).toList();
    }
}
