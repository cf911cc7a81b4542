package dev.midstream.runtime.graph;

import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.shape.OpenWorld;
import dev.midstream.runtime.shape.Shapes;
import dev.midstream.runtime.shape.SignatureText;
import dev.midstream.runtime.shape.Supertypes;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.Signature;
import java.lang.classfile.Signature.ClassTypeSig;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds the actor classes of one module in its bytecode, and refuses those whose state, messages,
 * replies or tokens are not plain data. Used by one thread.
 */
final class ActorScan {

    private static final String ACTOR = "dev/midstream/api/Actor";
    private static final String ASK = "dev/midstream/api/Ask";
    private static final String AWAIT = "dev/midstream/api/Await";
    private static final String ACTOR_TYPE = "Ldev/midstream/api/ActorType;";

    private final String module;
    private final Function<String, Optional<ClassModel>> find;
    private final Supertypes supertypes;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * A scan.
     *
     * @param module the module's name
     * @param find finds a class that the module sees, by internal name
     */
    ActorScan(String module, Function<String, Optional<ClassModel>> find) {
        this.module = module;
        this.find = find;
        this.supertypes = new Supertypes(find);
    }

    /**
     * The actor classes among a module's own classes, sorted by type.
     *
     * @param hasAppModule whether the module has an AppModule that can declare them
     * @throws Refused with everything that is wrong with them
     */
    List<ActorFact> scan(Collection<ClassModel> own, boolean hasAppModule) throws Refused {
        List<ActorFact> facts = new ArrayList<>();
        for (ClassModel type : own) {
            boolean concrete =
                    !type.flags().has(AccessFlag.ABSTRACT)
                            && !type.flags().has(AccessFlag.INTERFACE);
            if (concrete) {
                supertypes
                        .arguments(type, ACTOR)
                        .ifPresent(arguments -> fact(type, arguments).ifPresent(facts::add));
                if (implementsDirectly(type, AWAIT)) {
                    token(type);
                }
            }
        }
        if (!facts.isEmpty() && !hasAppModule) {
            findings.add(
                    Finding.error(
                            ActorTypeError.MISPLACED,
                            module,
                            "has actor classes "
                                    + facts.stream().map(ActorFact::className).toList()
                                    + " and no class that implements AppModule",
                            "Move them to the module whose configure declares them"));
        }
        if (!findings.isEmpty()) {
            throw new Refused(findings);
        }
        facts.sort(java.util.Comparator.comparing(ActorFact::type));
        return List.copyOf(facts);
    }

    private Optional<ActorFact> fact(ClassModel type, List<String> arguments) {
        String name = type.thisClass().asInternalName().replace('/', '.');
        Optional<String> named = actorType(type);
        if (named.isEmpty() || !named.get().matches("[A-Za-z0-9._-]{1,100}")) {
            refuse(
                    ActorTypeError.UNNAMED,
                    name
                            + named.map(seen -> " has @ActorType(\"" + seen + "\")")
                                    .orElse(" implements Actor and has no @ActorType"),
                    "Let a named class implement Actor, with @ActorType and a name of letters,"
                            + " digits, '.', '_' and '-' that stays the same when the class's"
                            + " changes");
            return Optional.empty();
        }
        if (arguments.size() != 2 || arguments.stream().anyMatch(a -> !fixed(a))) {
            refuse(
                    ActorTypeError.UNFIXED,
                    name
                            + " does not say which state and which messages it has, seen "
                            + seen(arguments),
                    "Let it implement Actor<YourState, YourMessage>");
            return Optional.empty();
        }
        String state = arguments.getFirst();
        String message = arguments.getLast();
        check("the state of " + named.get(), state);
        check("a message to " + named.get(), message);
        if (Signature.parseFrom(message) instanceof ClassTypeSig root) {
            replies(named.get(), SignatureText.internalName(root), message, new HashSet<>());
        }
        return Optional.of(
                new ActorFact(named.get(), name, new ServiceType(state), new ServiceType(message)));
    }

    private static String seen(List<String> arguments) {
        return arguments.isEmpty()
                ? "a raw Actor"
                : arguments.stream().map(a -> new ServiceType(a).toString()).toList().toString();
    }

    private static boolean fixed(String argument) {
        return Signature.parseFrom(argument) instanceof ClassTypeSig;
    }

    private void check(String what, String type) {
        try {
            new Shapes(find).read(type);
        } catch (OpenWorld open) {
            refuse(
                    ActorTypeError.OPEN_WORLD,
                    what + " can hold what is no plain data: " + open.path(),
                    "Use primitives, String, records, enums, sealed interfaces of these,"
                            + " java.time, List, Set, Map, Optional or arrays");
        }
    }

    /** Checks each Ask among the cases of a sealed message type. */
    private void replies(String actor, String name, String message, Set<String> done) {
        ClassModel model = find.apply(name).orElse(null);
        if (model == null || !done.add(name)) {
            return;
        }
        supertypes
                .arguments(model, ASK)
                .filter(arguments -> arguments.size() == 2)
                .ifPresent(arguments -> {
                    String readable = name.replace('/', '.').replace('$', '.');
                    if (!arguments.getFirst().equals(message)) {
                        refuse(
                                ActorTypeError.FOREIGN_ASK,
                                readable
                                        + " is a message to "
                                        + actor
                                        + " and an Ask of "
                                        + new ServiceType(arguments.getFirst()),
                                "Let it implement Ask<" + new ServiceType(message) + ", …>");
                    }
                    check("the reply to " + readable, arguments.getLast());
                });
        SignatureText.permitted(model).forEach(each -> replies(actor, each, message, done));
    }

    private void token(ClassModel type) {
        String name = type.thisClass().asInternalName();
        if (type.findAttribute(Attributes.record()).isEmpty()) {
            refuse(
                    ActorTypeError.OPEN_WORLD,
                    name.replace('/', '.') + " implements Await and is no record",
                    "Make it a record: what waits is data");
        } else if (SignatureText.of(type).typeParameters().isEmpty()) {
            check("the token " + name.replace('/', '.').replace('$', '.'), "L" + name + ";");
        }
    }

    /** The internal names of the records among classes that implement Await. */
    static List<String> tokens(Collection<ClassModel> own) {
        return own.stream()
                .filter(type -> type.findAttribute(Attributes.record()).isPresent())
                .filter(type -> implementsDirectly(type, AWAIT))
                .map(type -> type.thisClass().asInternalName())
                .sorted()
                .toList();
    }

    private static boolean implementsDirectly(ClassModel type, String name) {
        return type.interfaces().stream().anyMatch(i -> i.asInternalName().equals(name));
    }

    private static Optional<String> actorType(ClassModel type) {
        for (Annotation annotation :
                type.findAttribute(Attributes.runtimeVisibleAnnotations())
                        .map(attribute -> attribute.annotations())
                        .orElse(List.of())) {
            if (annotation.className().equalsString(ACTOR_TYPE)) {
                return annotation.elements().stream()
                        .filter(element -> element.name().equalsString("value"))
                        .map(element -> element.value())
                        .filter(AnnotationValue.OfString.class::isInstance)
                        .map(value -> ((AnnotationValue.OfString) value).stringValue())
                        .findFirst();
            }
        }
        return Optional.empty();
    }

    private void refuse(ActorTypeError code, String message, String remedy) {
        findings.add(Finding.error(code, module, message, remedy));
    }
}
