package dev.midstream.runtime.shape;

import dev.midstream.runtime.shape.Definition.Choice;
import dev.midstream.runtime.shape.Definition.Component;
import dev.midstream.runtime.shape.Definition.Product;
import dev.midstream.runtime.shape.Definition.Sum;
import dev.midstream.runtime.shape.Type.Leaf;
import dev.midstream.runtime.shape.Type.Many;
import dev.midstream.runtime.shape.Type.Named;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.Signature;
import java.lang.classfile.Signature.ClassTypeSig;
import java.lang.classfile.attribute.RecordComponentInfo;
import java.lang.reflect.AccessFlag;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads the shapes of one app's types from bytecode. Used by one thread. */
public final class Shapes {

    /** Nested type arguments that grow without end are cut here. */
    private static final int DEEPEST = 64;

    private static final String DEFAULT = "Ldev/midstream/api/Default;";
    private static final String SHARED = "Ldev/midstream/api/Shared;";

    private final Function<String, Optional<ClassModel>> find;
    private final Map<Named, Definition> definitions = new HashMap<>();
    private final Map<Named, MigrationMethods> written = new HashMap<>();

    /** A reader that finds classes by internal name. */
    public Shapes(Function<String, Optional<ClassModel>> find) {
        this.find = find;
    }

    /** The types of a shape that was stored; there are no others, and no written migrations. */
    public static Shapes of(Shape stored) {
        Shapes shapes = new Shapes(none -> Optional.empty());
        shapes.definitions.putAll(stored.definitions());
        return shapes;
    }

    /**
     * Reads a type and all that its values can hold.
     *
     * @param signature as class files write it, without type variables
     * @throws OpenWorld if that can be something that is no plain data
     */
    public Type read(String signature) throws OpenWorld {
        Signature root = Signature.parseFrom(signature);
        Map<Named, Definition> before = new HashMap<>(definitions);
        boolean read = false;
        try {
            Type type = type(SignatureText.simpleName(root), root, 0);
            read = true;
            return type;
        } finally {
            if (!read) {
                definitions.clear();
                definitions.putAll(before);
            }
        }
    }

    /** What a type that was read consists of. */
    public Definition definition(Named type) {
        Definition known = definitions.get(type);
        if (known == null) {
            throw new IllegalArgumentException(type.signature() + " was not read");
        }
        return known;
    }

    /** The methods of a type that are marked {@code @Migration}. */
    public List<Written> written(Named type) {
        return methods(type).written();
    }

    /** Those that are marked and cannot be migrations. */
    public List<Written.Misfit> misfits(Named type) {
        return methods(type).misfits();
    }

    private MigrationMethods methods(Named type) {
        MigrationMethods known = written.get(type);
        if (known == null) {
            known =
                    find.apply(type.internalName())
                            .map(model -> MigrationMethods.read(type, model, this))
                            .orElse(MigrationMethods.NONE);
            written.put(type, known);
        }
        return known;
    }

    /** A type that was read, with all that it reaches. */
    public Shape shape(Type root) {
        Map<Named, Definition> reached = new LinkedHashMap<>();
        Deque<Type> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            switch (open.poll()) {
                case Leaf _ -> {}
                case Many many -> open.addAll(many.of());
                case Named named -> {
                    Definition definition = definition(named);
                    if (reached.putIfAbsent(named, definition) == null) {
                        switch (definition) {
                            case Product product ->
                                    product.components().forEach(each -> open.add(each.type()));
                            case Sum sum -> open.addAll(sum.cases());
                            case Choice _ -> {}
                        }
                    }
                }
            }
        }
        return new Shape(root, reached);
    }

    private Type type(String path, Signature type, int depth) throws OpenWorld {
        return switch (type) {
            case Signature.BaseTypeSig base -> new Leaf(base.signatureString());
            case Signature.ArrayTypeSig array ->
                    new Many(
                            Container.ARRAY,
                            List.of(type(path + "[]", array.componentSignature(), depth + 1)));
            case Signature.TypeVarSig variable ->
                    throw new OpenWorld(path + " → type variable " + variable.identifier());
            case ClassTypeSig named -> named(path, named, depth);
        };
    }

    private Type named(String path, ClassTypeSig type, int depth) throws OpenWorld {
        String name = SignatureText.internalName(type);
        if (Leaf.knows(name)) {
            return new Leaf("L" + name + ";");
        }
        Optional<Container> container = Container.of(name);
        if (container.isPresent()) {
            return container(path, container.get(), type, depth);
        }
        Named named = new Named(plain(type));
        if (definitions.containsKey(named)) {
            return named;
        }
        if (depth > DEEPEST) {
            throw new OpenWorld(path + " → nested deeper than " + DEEPEST);
        }
        ClassModel model = find.apply(name).orElse(null);
        if (model == null) {
            throw new OpenWorld(path + " → " + name.replace('/', '.'));
        }
        define(path, named, model, type, depth);
        return named;
    }

    private void define(String path, Named named, ClassModel model, ClassTypeSig type, int depth)
            throws OpenWorld {
        Optional<List<RecordComponentInfo>> components =
                model.findAttribute(Attributes.record()).map(record -> record.components());
        if (model.flags().has(AccessFlag.ENUM)) {
            definitions.put(named, new Choice(constants(model)));
        } else if (components.isPresent()) {
            definitions.put(named, new Product(List.of(), false)); // known, if it contains itself
            definitions.put(
                    named,
                    new Product(
                            components(path, components.get(), model, type, depth),
                            annotated(model, SHARED)));
        } else if (model.flags().has(AccessFlag.INTERFACE)
                && !SignatureText.permitted(model).isEmpty()) {
            definitions.put(named, new Sum(List.of()));
            definitions.put(named, new Sum(cases(path, model, type, depth)));
        } else {
            throw new OpenWorld(path + " → " + named.className().replace('$', '.'));
        }
    }

    private Type container(String path, Container container, ClassTypeSig type, int depth)
            throws OpenWorld {
        if (type.typeArgs().size() != container.arguments()) {
            throw new OpenWorld(path + " → raw " + type.className().replace('/', '.'));
        }
        String element = path.endsWith("[]") || container.arguments() == 1 ? "[]" : "{}";
        List<Type> of = new ArrayList<>();
        for (Signature.TypeArg argument : type.typeArgs()) {
            boolean bounded =
                    argument instanceof Signature.TypeArg.Bounded bound
                            && bound.wildcardIndicator()
                                    != Signature.TypeArg.Bounded.WildcardIndicator.SUPER;
            if (!bounded) {
                throw new OpenWorld(path + element + " → java.lang.Object");
            }
            Signature bound = ((Signature.TypeArg.Bounded) argument).boundType();
            of.add(type(path + element, bound, depth + 1));
        }
        return new Many(container, of);
    }

    private List<Component> components(
            String path,
            List<RecordComponentInfo> components,
            ClassModel model,
            ClassTypeSig type,
            int depth)
            throws OpenWorld {
        Map<String, String> variables = SignatureText.variables(model, type);
        List<Component> read = new ArrayList<>();
        for (RecordComponentInfo component : components) {
            String written =
                    component
                            .findAttribute(Attributes.signature())
                            .map(signature -> signature.signature().stringValue())
                            .orElse(component.descriptor().stringValue());
            String name = component.name().stringValue();
            String substituted = SignatureText.substitute(Signature.parseFrom(written), variables);
            read.add(
                    new Component(
                            name,
                            type(path + "." + name, Signature.parseFrom(substituted), depth + 1),
                            byDefault(component)));
        }
        return List.copyOf(read);
    }

    private List<Named> cases(String path, ClassModel model, ClassTypeSig type, int depth)
            throws OpenWorld {
        List<Named> cases = new ArrayList<>();
        for (String permitted : SignatureText.permitted(model)) {
            String signature =
                    find.apply(permitted)
                            .map(each -> SignatureText.asSubtype(each, type))
                            .orElse("L" + permitted + ";");
            Signature parsed = Signature.parseFrom(signature);
            String simple = SignatureText.simpleName(parsed);
            String inside = simple.startsWith(path + ".") ? simple : path + "(" + simple + ")";
            if (type(inside, parsed, depth + 1) instanceof Named named) {
                cases.add(named);
            }
        }
        return List.copyOf(cases);
    }

    private static List<String> constants(ClassModel model) {
        return model.fields().stream()
                .filter(field -> field.flags().has(AccessFlag.ENUM))
                .map(field -> field.fieldName().stringValue())
                .toList();
    }

    /** A type's signature with bounds in place of wildcards, so that equal types are equal. */
    private static String plain(Signature type) {
        return switch (type) {
            case Signature.ArrayTypeSig array -> "[" + plain(array.componentSignature());
            case ClassTypeSig named -> {
                StringBuilder text = new StringBuilder("L");
                text.append(SignatureText.internalName(named));
                if (!named.typeArgs().isEmpty()) {
                    text.append('<');
                    for (Signature.TypeArg argument : named.typeArgs()) {
                        text.append(
                                argument instanceof Signature.TypeArg.Bounded bound
                                        ? plain(bound.boundType())
                                        : "Ljava/lang/Object;");
                    }
                    text.append('>');
                }
                yield text.append(';').toString();
            }
            case Signature.BaseTypeSig _, Signature.TypeVarSig _ -> type.signatureString();
        };
    }

    private static Optional<String> byDefault(RecordComponentInfo component) {
        return annotations(component).stream()
                .filter(annotation -> annotation.className().equalsString(DEFAULT))
                .flatMap(annotation -> annotation.elements().stream())
                .map(AnnotationElement::value)
                .filter(AnnotationValue.OfString.class::isInstance)
                .map(value -> ((AnnotationValue.OfString) value).stringValue())
                .findFirst();
    }

    static boolean annotated(AttributedElement element, String annotation) {
        return annotations(element).stream()
                .anyMatch(each -> each.className().equalsString(annotation));
    }

    private static List<Annotation> annotations(AttributedElement element) {
        return element.findAttribute(Attributes.runtimeVisibleAnnotations())
                .map(attribute -> attribute.annotations())
                .orElse(List.of());
    }
}
