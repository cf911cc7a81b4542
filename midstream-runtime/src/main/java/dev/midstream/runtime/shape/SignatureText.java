package dev.midstream.runtime.shape;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassSignature;
import java.lang.classfile.Signature;
import java.lang.classfile.Signature.ClassTypeSig;
import java.lang.classfile.Signature.TypeArg;
import java.lang.constant.ClassDesc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Types in class files: names, and type arguments in place of type variables. */
public final class SignatureText {

    private SignatureText() {}

    /** The internal name: {@code shop/Cart$Line}. */
    public static String internalName(ClassTypeSig type) {
        String outer = type.outerType().map(sig -> internalName(sig) + "$").orElse("");
        return outer + type.className();
    }

    /** The name without its package: {@code Cart.Line}. */
    public static String simpleName(Signature type) {
        return switch (type) {
            case ClassTypeSig named -> {
                String name = internalName(named);
                yield name.substring(name.lastIndexOf('/') + 1).replace('$', '.');
            }
            default -> source(type);
        };
    }

    /** The type as Java source writes it, without packages. */
    static String source(Signature type) {
        return switch (type) {
            case Signature.BaseTypeSig base ->
                    ClassDesc.ofDescriptor(base.signatureString()).displayName();
            case Signature.ArrayTypeSig array -> source(array.componentSignature()) + "[]";
            case Signature.TypeVarSig variable -> variable.identifier();
            case ClassTypeSig named ->
                    named.typeArgs().isEmpty()
                            ? simpleName(named)
                            : simpleName(named)
                                    + named.typeArgs().stream()
                                            .map(SignatureText::source)
                                            .collect(Collectors.joining(", ", "<", ">"));
        };
    }

    private static String source(TypeArg argument) {
        return argument instanceof TypeArg.Bounded bounded ? source(bounded.boundType()) : "?";
    }

    /** What a class says about its supertypes. */
    public static ClassSignature of(ClassModel model) {
        return model.findAttribute(Attributes.signature())
                .map(attribute -> attribute.asClassSignature())
                .orElseGet(() -> plain(model));
    }

    /** The direct subtypes of a sealed type; none if it is not sealed. */
    public static List<String> permitted(ClassModel model) {
        return model.findAttribute(Attributes.permittedSubclasses())
                .map(sealed ->
                        sealed.permittedSubclasses().stream()
                                .map(each -> each.asInternalName())
                                .toList())
                .orElse(List.of());
    }

    /** The supertypes of a class that says nothing generic about them. */
    static ClassSignature plain(ClassModel model) {
        StringBuilder text = new StringBuilder();
        text.append('L')
                .append(
                        model.superclass()
                                .map(parent -> parent.asInternalName())
                                .orElse("java/lang/Object"))
                .append(';');
        model.interfaces()
                .forEach(each -> text.append('L').append(each.asInternalName()).append(';'));
        return ClassSignature.parseFrom(text.toString());
    }

    /** What a class's type variables stand for in a type of that class. */
    public static Map<String, String> variables(ClassModel model, ClassTypeSig type) {
        Map<String, String> variables = new HashMap<>();
        List<Signature.TypeParam> parameters = of(model).typeParameters();
        for (int i = 0; i < parameters.size() && i < type.typeArgs().size(); i++) {
            if (type.typeArgs().get(i) instanceof TypeArg.Bounded bound) {
                variables.put(parameters.get(i).identifier(), bound.boundType().signatureString());
            }
        }
        return variables;
    }

    /** A subclass as the type that it is if its parent is a given type. */
    static String asSubtype(ClassModel model, ClassTypeSig parent) {
        ClassSignature signature = of(model);
        String name = model.thisClass().asInternalName();
        if (signature.typeParameters().isEmpty()) {
            return "L" + name + ";";
        }
        Map<String, String> variables = new HashMap<>();
        for (ClassTypeSig each : signature.superinterfaceSignatures()) {
            if (internalName(each).equals(internalName(parent))) {
                for (int i = 0; i < each.typeArgs().size() && i < parent.typeArgs().size(); i++) {
                    if (each.typeArgs().get(i) instanceof TypeArg.Bounded own
                            && own.boundType() instanceof Signature.TypeVarSig variable
                            && parent.typeArgs().get(i) instanceof TypeArg.Bounded given) {
                        variables.put(variable.identifier(), given.boundType().signatureString());
                    }
                }
            }
        }
        StringBuilder text = new StringBuilder("L").append(name).append('<');
        for (Signature.TypeParam parameter : signature.typeParameters()) {
            text.append(
                    variables.getOrDefault(
                            parameter.identifier(), "T" + parameter.identifier() + ";"));
        }
        return text.append(">;").toString();
    }

    /** A type with type arguments in place of its variables. */
    public static String substitute(Signature type, Map<String, String> variables) {
        return switch (type) {
            case Signature.BaseTypeSig base -> base.signatureString();
            case Signature.ArrayTypeSig array ->
                    "[" + substitute(array.componentSignature(), variables);
            case Signature.TypeVarSig variable ->
                    variables.getOrDefault(variable.identifier(), variable.signatureString());
            case ClassTypeSig named -> {
                StringBuilder text = new StringBuilder("L").append(internalName(named));
                if (!named.typeArgs().isEmpty()) {
                    text.append('<');
                    named.typeArgs().forEach(each -> text.append(substitute(each, variables)));
                    text.append('>');
                }
                yield text.append(';').toString();
            }
        };
    }

    private static String substitute(TypeArg argument, Map<String, String> variables) {
        return switch (argument) {
            case TypeArg.Unbounded ignored -> "*";
            case TypeArg.Bounded bound -> {
                String sign =
                        switch (bound.wildcardIndicator()) {
                            case NONE -> "";
                            case EXTENDS -> "+";
                            case SUPER -> "-";
                        };
                yield sign + substitute(bound.boundType(), variables);
            }
        };
    }
}
