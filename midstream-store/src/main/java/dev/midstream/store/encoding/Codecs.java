package dev.midstream.store.encoding;

import dev.midstream.runtime.shape.Definition;
import dev.midstream.runtime.shape.Shape;
import dev.midstream.runtime.shape.Type;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the codecs of a shape's types. Used by one thread. */
final class Codecs {

    private final Shape shape;
    private final @Nullable ClassLoader loader;
    private final Map<Type, Codec> known = new HashMap<>();

    Codecs(Shape shape, @Nullable ClassLoader loader) {
        this.shape = shape;
        this.loader = loader;
    }

    /**
     * The codec of a type.
     *
     * @throws IllegalArgumentException if the loader's classes are of another shape
     */
    Codec of(Type type) {
        Codec codec = known.get(type);
        if (codec != null) {
            return codec;
        }
        return switch (type) {
            case Type.Leaf leaf -> keep(type, Leaves.of(leaf.signature()));
            case Type.Many many -> keep(type, many(many));
            case Type.Named named -> named(named);
        };
    }

    private Codec keep(Type type, Codec codec) {
        known.put(type, codec);
        return codec;
    }

    private Codec many(Type.Many type) {
        Codec first = of(type.of().getFirst());
        return switch (type.container()) {
            case LIST -> new Containers.OfList(first);
            case SET -> new Containers.OfSet(first);
            case MAP -> new Containers.OfMap(first, of(type.of().getLast()));
            case OPTIONAL -> new Containers.OfOptional(first);
            case RESULT -> new Containers.OfResult(first);
            case ARRAY -> new Arrays(raw(type.of().getFirst()), first);
        };
    }

    private Codec named(Type.Named type) {
        return switch (definition(type)) {
            case Definition.Choice choice ->
                    keep(
                            type,
                            loader == null
                                    ? new RawChoices(type, Set.copyOf(choice.constants()))
                                    : new Choices(type.source(), load(type, loader)));
            case Definition.Product product -> product(type, product);
            case Definition.Sum _ -> sum(type);
        };
    }

    private Codec product(Type.Named type, Definition.Product product) {
        if (loader == null) {
            RawRecords codec =
                    new RawRecords(
                            type,
                            product.components().stream().map(Definition.Component::name).toList());
            keep(type, codec); // known, if it contains itself
            codec.components(product.components().stream().map(each -> of(each.type())).toList());
            return codec;
        }
        Class<?> record = load(type, loader);
        if (!record.isRecord()
                || record.getRecordComponents().length != product.components().size()) {
            throw new IllegalArgumentException(type.source() + " is another type than its shape");
        }
        Records codec = new Records(type.source(), record);
        keep(type, codec); // known, if it contains itself
        List<Codec> components = new ArrayList<>();
        for (RecordComponent component : record.getRecordComponents()) {
            components.add(of(component(type, product, component).type()));
        }
        codec.components(components);
        return codec;
    }

    private Codec sum(Type.Named type) {
        Cases codec = new Cases(type.source());
        keep(type, codec);
        Set<Type.Named> all = new LinkedHashSet<>();
        cases(type, all, new LinkedHashSet<>());
        for (Type.Named each : all) {
            codec.add(name(each, all), loader == null ? each : load(each, loader), of(each));
        }
        return codec;
    }

    private static Definition.Component component(
            Type.Named type, Definition.Product product, RecordComponent component) {
        return product.component(component.getName())
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                type.source()
                                        + " has a component '"
                                        + component.getName()
                                        + "' that its shape has not"));
    }

    /** Every record and enum that a sealed type leads to. */
    private void cases(Type.Named type, Set<Type.Named> found, Set<Type.Named> seen) {
        if (definition(type) instanceof Definition.Sum sum) {
            if (seen.add(type)) {
                sum.cases().forEach(each -> cases(each, found, seen));
            }
        } else {
            found.add(type);
        }
    }

    /** The last part of its name, as far as that tells it from the others. */
    private static String name(Type.Named type, Set<Type.Named> all) {
        String last = type.lastName();
        boolean alone = all.stream().filter(each -> each.lastName().equals(last)).count() == 1;
        return alone ? last : type.className();
    }

    private Definition definition(Type.Named type) {
        Definition definition = shape.definitions().get(type);
        if (definition == null) {
            throw new IllegalArgumentException(
                    "the shape does not say what " + type.source() + " is");
        }
        return definition;
    }

    private static Class<?> load(Type.Named type, ClassLoader loader) {
        try {
            return Class.forName(type.className(), false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new IllegalArgumentException(type.source() + " cannot be loaded: " + e, e);
        }
    }

    /** The class of an array's components. */
    private Class<?> raw(Type type) {
        return switch (type) {
            case Type.Leaf leaf -> leaf(leaf.signature());
            case Type.Many many ->
                    switch (many.container()) {
                        case ARRAY -> raw(many.of().getFirst()).arrayType();
                        default -> leaf("L" + many.container().type() + ";");
                    };
            case Type.Named named -> loader == null ? Object.class : load(named, loader);
        };
    }

    private static Class<?> leaf(String signature) {
        try {
            return signature.length() == 1
                    ? Class.forPrimitiveName(primitive(signature))
                    : Class.forName(
                            signature.substring(1, signature.length() - 1).replace('/', '.'),
                            false,
                            Codecs.class.getClassLoader());
        } catch (ClassNotFoundException impossible) {
            throw new IllegalArgumentException(signature, impossible);
        }
    }

    private static String primitive(String signature) {
        return java.lang.constant.ClassDesc.ofDescriptor(signature).displayName();
    }
}
