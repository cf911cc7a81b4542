package dev.midstream.runtime.graph;

import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassSignature;
import java.lang.classfile.Signature;
import java.lang.classfile.Signature.ClassTypeSig;
import java.lang.classfile.Signature.TypeArg;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Types in class files: names, and type arguments in place of type variables. */
final class SignatureText {

    private SignatureText() {}

    /** The internal name: {@code shop/Cart$Line}. */
    static String internalName(ClassTypeSig type) {
        String outer = type.outerType().map(sig -> internalName(sig) + "$").orElse("");
        return outer + type.className();
    }

    /** The name without its package: {@code Cart.Line}. */
    static String simpleName(Signature type) {
        return switch (type) {
            case ClassTypeSig named -> {
                String name = internalName(named);
                yield name.substring(name.lastIndexOf('/') + 1).replace('$', '.');
            }
            default -> new ServiceType(type.signatureString()).toString();
        };
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
    static Map<String, String> variables(ClassModel model, ClassTypeSig type) {
        Map<String, String> variables = new HashMap<>();
        List<Signature.TypeParam> parameters = ClosedWorld.signature(model).typeParameters();
        for (int i = 0; i < parameters.size() && i < type.typeArgs().size(); i++) {
            if (type.typeArgs().get(i) instanceof TypeArg.Bounded bound) {
                variables.put(parameters.get(i).identifier(), bound.boundType().signatureString());
            }
        }
        return variables;
    }

    /** A subclass as the type that it is if its parent is a given type. */
    static String asSubtype(ClassModel model, ClassTypeSig parent) {
        ClassSignature signature = ClosedWorld.signature(model);
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
    static String substitute(Signature type, Map<String, String> variables) {
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
