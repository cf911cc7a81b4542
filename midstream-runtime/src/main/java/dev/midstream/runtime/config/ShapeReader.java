package dev.midstream.runtime.config;

import dev.midstream.runtime.config.ConfigShape.Component;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.Signature;
import java.lang.classfile.attribute.RecordComponentInfo;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads the shapes of records from bytecode. Used by one thread. */
public final class ShapeReader {

    private static final String DEFAULT = "Ldev/midstream/api/Default;";
    private static final String OPTIONAL = "java/util/Optional";
    private static final String LIST = "java/util/List";

    private final Function<String, Optional<ClassModel>> classes;
    private final List<String> path = new ArrayList<>();

    /**
     * A reader.
     *
     * @param classes finds a class of the app by internal name
     */
    public ShapeReader(Function<String, Optional<ClassModel>> classes) {
        this.classes = classes;
    }

    /** The shape of a type in a signature; empty if it is no record of the app. */
    public Optional<ConfigShape> read(Signature type) {
        return type instanceof Signature.ClassTypeSig named && named.typeArgs().isEmpty()
                ? record(internalName(named))
                : Optional.empty();
    }

    private Optional<ConfigShape> record(String internalName) {
        Optional<ClassModel> found =
                classes.apply(internalName)
                        .filter(type -> type.findAttribute(Attributes.record()).isPresent());
        if (found.isEmpty() || path.contains(internalName)) {
            return Optional.empty();
        }
        path.add(internalName);
        List<Component> components =
                found.get().findAttribute(Attributes.record()).orElseThrow().components().stream()
                        .map(this::component)
                        .toList();
        path.removeLast();
        return Optional.of(new ConfigShape(internalName.replace('/', '.'), components));
    }

    private Component component(RecordComponentInfo component) {
        Signature type =
                component
                        .findAttribute(Attributes.signature())
                        .map(attribute -> attribute.asTypeSignature())
                        .orElseGet(() -> Signature.of(component.descriptorSymbol()));
        return new Component(component.name().stringValue(), type(type), byDefault(component));
    }

    private ConfigType type(Signature type) {
        if (type instanceof Signature.ClassTypeSig named && named.typeArgs().size() == 1) {
            Optional<ConfigType> element = element(named.typeArgs().getFirst());
            if (element.isPresent() && internalName(named).equals(OPTIONAL)) {
                return new ConfigType.Maybe(element.get());
            }
            if (element.isPresent() && internalName(named).equals(LIST)) {
                return new ConfigType.Many(element.get());
            }
        }
        Optional<ConfigType> simple = simple(type);
        if (simple.isPresent()) {
            return simple.get();
        }
        Optional<ConfigShape> nested = read(type);
        return nested.isPresent()
                ? new ConfigType.Nested(nested.get())
                : new ConfigType.Unsupported(source(type));
    }

    private Optional<ConfigType> element(Signature.TypeArg argument) {
        return argument instanceof Signature.TypeArg.Bounded bounded
                        && bounded.wildcardIndicator()
                                == Signature.TypeArg.Bounded.WildcardIndicator.NONE
                ? simple(bounded.boundType())
                : Optional.empty();
    }

    private Optional<ConfigType> simple(Signature type) {
        Optional<Scalar> scalar = Scalar.of(type.signatureString());
        if (scalar.isPresent()) {
            return Optional.of(new ConfigType.Single(scalar.get()));
        }
        return type instanceof Signature.ClassTypeSig named && named.typeArgs().isEmpty()
                ? classes.apply(internalName(named))
                        .filter(model -> model.flags().has(AccessFlag.ENUM))
                        .map(ShapeReader::choice)
                : Optional.empty();
    }

    private static ConfigType choice(ClassModel type) {
        List<String> constants =
                type.fields().stream()
                        .filter(field -> field.flags().has(AccessFlag.ENUM))
                        .map(field -> field.fieldName().stringValue())
                        .toList();
        return new ConfigType.Choice(
                type.thisClass().asInternalName().replace('/', '.'), constants);
    }

    private static Optional<String> byDefault(RecordComponentInfo component) {
        return component.findAttribute(Attributes.runtimeVisibleAnnotations()).stream()
                .flatMap(attribute -> attribute.annotations().stream())
                .filter(annotation -> annotation.className().equalsString(DEFAULT))
                .flatMap(annotation -> annotation.elements().stream())
                .map(AnnotationElement::value)
                .filter(AnnotationValue.OfString.class::isInstance)
                .map(value -> ((AnnotationValue.OfString) value).stringValue())
                .findFirst();
    }

    private static String internalName(Signature.ClassTypeSig type) {
        String outer = type.outerType().map(sig -> internalName(sig) + "$").orElse("");
        return outer + type.className();
    }

    private static String source(Signature type) {
        return switch (type) {
            case Signature.BaseTypeSig base ->
                    ClassDesc.ofDescriptor(base.signatureString()).displayName();
            case Signature.ArrayTypeSig array -> source(array.componentSignature()) + "[]";
            case Signature.TypeVarSig variable -> variable.identifier();
            case Signature.ClassTypeSig named -> {
                String name = internalName(named);
                String simple = name.substring(name.lastIndexOf('/') + 1).replace('$', '.');
                List<String> arguments = new ArrayList<>();
                for (Signature.TypeArg argument : named.typeArgs()) {
                    arguments.add(
                            argument instanceof Signature.TypeArg.Bounded bounded
                                    ? source(bounded.boundType())
                                    : "?");
                }
                yield arguments.isEmpty()
                        ? simple
                        : simple + "<" + String.join(", ", arguments) + ">";
            }
        };
    }
}
