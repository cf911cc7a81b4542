package dev.midstream.runtime.migration;

import dev.midstream.runtime.shape.Definition;
import dev.midstream.runtime.shape.Definition.Sum;
import dev.midstream.runtime.shape.OpenWorld;
import dev.midstream.runtime.shape.Shape;
import dev.midstream.runtime.shape.Shapes;
import dev.midstream.runtime.shape.SignatureText;
import dev.midstream.runtime.shape.Supertypes;
import dev.midstream.runtime.shape.Type;
import dev.midstream.runtime.shape.Type.Named;
import java.lang.classfile.ClassModel;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the actors of one type keep and exchange, in one generation.
 *
 * @param type its {@code @ActorType}
 * @param shapes reads its types
 * @param state what it keeps
 * @param message what it receives
 * @param asks the messages that want a reply, each with that reply
 * @param tokens what it waits with, each with what it waits for where that is plain data
 */
public record ActorShapes(
        String type,
        Shapes shapes,
        Type state,
        Type message,
        Map<Named, Type> asks,
        Map<Named, Optional<Type>> tokens) {

    private static final String ASK = "dev/midstream/api/Ask";
    private static final String AWAIT = "dev/midstream/api/Await";

    /**
     * Reads them.
     *
     * @param state the state as class files write it
     * @param message the messages as class files write them
     * @param waiting the internal names of records that implement Await and that the actor can use
     * @param find finds a class that the actor's module sees, by internal name
     * @throws OpenWorld if one of them can hold what is no plain data
     */
    public static ActorShapes read(
            String type,
            String state,
            String message,
            Collection<String> waiting,
            Function<String, Optional<ClassModel>> find)
            throws OpenWorld {
        Shapes shapes = new Shapes(find);
        Supertypes supertypes = new Supertypes(find);
        Type received = shapes.read(message);
        Map<Named, Type> asks = new LinkedHashMap<>();
        for (Named each : cases(shapes, received)) {
            Optional<String> reply = argument(supertypes, find, each, ASK, 1);
            if (reply.isPresent()) {
                asks.put(each, shapes.read(reply.get()));
            }
        }
        Map<Named, Optional<Type>> tokens = new LinkedHashMap<>();
        for (String name : waiting) {
            Named token = new Named("L" + name + ";");
            Optional<String> of = argument(supertypes, find, token, AWAIT, 1);
            if (of.filter(message::equals).isPresent() && !generic(find, name)) {
                shapes.read(token.signature());
                tokens.put(
                        token,
                        argument(supertypes, find, token, AWAIT, 0).flatMap(r -> plain(shapes, r)));
            }
        }
        return new ActorShapes(type, shapes, shapes.read(state), received, asks, tokens);
    }

    /**
     * What was stored of the actors of a type: nobody waits in there.
     *
     * @param state the shape of their states
     * @param message the shape of messages to them
     */
    public static ActorShapes stored(String type, Shape state, Shape message) {
        Map<Named, Definition> both = new LinkedHashMap<>(state.definitions());
        both.putAll(message.definitions());
        Shapes shapes = Shapes.of(new Shape(state.root(), both));
        return new ActorShapes(type, shapes, state.root(), message.root(), Map.of(), Map.of());
    }

    private static boolean generic(Function<String, Optional<ClassModel>> find, String name) {
        return find.apply(name)
                .filter(model -> !SignatureText.of(model).typeParameters().isEmpty())
                .isPresent();
    }

    /** What an effect returns is the app's own affair, and may be no plain data. */
    private static Optional<Type> plain(Shapes shapes, String signature) {
        try {
            return Optional.of(shapes.read(signature));
        } catch (OpenWorld open) {
            return Optional.empty();
        }
    }

    private static List<Named> cases(Shapes shapes, Type message) {
        if (!(message instanceof Named named)) {
            return List.of();
        }
        return shapes.definition(named) instanceof Sum sum ? Cases.of(shapes, sum) : List.of(named);
    }

    private static Optional<String> argument(
            Supertypes supertypes,
            Function<String, Optional<ClassModel>> find,
            Named type,
            String of,
            int position) {
        return find.apply(type.internalName())
                .flatMap(model -> supertypes.arguments(model, of))
                .filter(arguments -> arguments.size() == 2)
                .map(arguments -> arguments.get(position))
                .filter(argument -> !argument.startsWith("T"));
    }

    /** All types whose written migrations count: those that are met, and what they consist of. */
    List<Type> roots() {
        java.util.List<Type> roots = new java.util.ArrayList<>(List.of(state, message));
        roots.addAll(asks.values());
        roots.addAll(tokens.keySet());
        tokens.values().forEach(each -> each.ifPresent(roots::add));
        return roots;
    }
}
