package dev.midstream.runtime.shape;

import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassSignature;
import java.lang.classfile.Signature;
import java.lang.classfile.Signature.ClassTypeSig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds what a class gives to the type parameters of a supertype, through whatever lies between.
 */
public final class Supertypes {

    private final Function<String, Optional<ClassModel>> find;

    /** A search that finds classes by internal name. */
    public Supertypes(Function<String, Optional<ClassModel>> find) {
        this.find = find;
    }

    /**
     * The type arguments as class files write them; empty if the class has no such supertype.
     *
     * @param wanted the internal name of the supertype
     */
    public Optional<List<String>> arguments(ClassModel type, String wanted) {
        return arguments(type, Map.of(), wanted, new HashSet<>());
    }

    private Optional<List<String>> arguments(
            ClassModel type, Map<String, String> variables, String wanted, Set<String> done) {
        if (!done.add(type.thisClass().asInternalName())) {
            return Optional.empty();
        }
        ClassSignature signature = SignatureText.of(type);
        List<ClassTypeSig> parents = new ArrayList<>(signature.superinterfaceSignatures());
        parents.add(signature.superclassSignature());
        for (ClassTypeSig parent : parents) {
            String name = SignatureText.internalName(parent);
            Signature resolved = Signature.parseFrom(SignatureText.substitute(parent, variables));
            if (name.equals(wanted)) {
                return Optional.of(arguments((ClassTypeSig) resolved));
            }
            Optional<ClassModel> model =
                    name.startsWith("java/") ? Optional.empty() : find.apply(name);
            if (model.isPresent()) {
                Map<String, String> inner =
                        SignatureText.variables(model.get(), (ClassTypeSig) resolved);
                Optional<List<String>> found = arguments(model.get(), inner, wanted, done);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> arguments(ClassTypeSig type) {
        List<String> arguments = new ArrayList<>();
        for (Signature.TypeArg argument : type.typeArgs()) {
            arguments.add(
                    argument instanceof Signature.TypeArg.Bounded bound
                            ? bound.boundType().signatureString()
                            : "Tany;");
        }
        return arguments;
    }
}
