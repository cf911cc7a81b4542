package dev.midstream.runtime.shape;

import dev.midstream.runtime.shape.Type.Named;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodSignature;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;

/** The methods of one type that are marked {@code @Migration}. */
record MigrationMethods(List<Written> written, List<Written.Misfit> misfits) {

    static final MigrationMethods NONE = new MigrationMethods(List.of(), List.of());

    private static final String MIGRATION = "Ldev/midstream/api/Migration;";

    static MigrationMethods read(Named type, ClassModel model, Shapes shapes) {
        List<Written> written = new ArrayList<>();
        List<Written.Misfit> misfits = new ArrayList<>();
        for (MethodModel method : model.methods()) {
            if (Shapes.annotated(method, MIGRATION)) {
                String name = type.source() + "." + method.methodName().stringValue();
                try {
                    written.add(read(type, method, shapes));
                } catch (OpenWorld open) {
                    misfits.add(
                            new Written.Misfit(
                                    name, "can hold what is no plain data: " + open.path()));
                } catch (Misfitting misfit) {
                    misfits.add(new Written.Misfit(name, String.valueOf(misfit.getMessage())));
                }
            }
        }
        return new MigrationMethods(List.copyOf(written), List.copyOf(misfits));
    }

    private static Written read(Named owner, MethodModel method, Shapes shapes)
            throws Misfitting, OpenWorld {
        if (!method.flags().has(AccessFlag.STATIC)) {
            throw new Misfitting("is not static");
        }
        MethodSignature signature =
                method.findAttribute(Attributes.signature())
                        .map(attribute -> attribute.asMethodSignature())
                        .orElseGet(() -> MethodSignature.of(method.methodTypeSymbol()));
        if (signature.arguments().size() != 1) {
            throw new Misfitting("has " + signature.arguments().size() + " parameters");
        }
        if (owner.generic() || !signature.typeParameters().isEmpty()) {
            throw new Misfitting("is generic, or its type is");
        }
        if (signature.result().signatureString().equals("V")) {
            throw new Misfitting("returns nothing");
        }
        Type from = shapes.read(signature.arguments().getFirst().signatureString());
        Type to = shapes.read(signature.result().signatureString());
        if (from.equals(owner) == to.equals(owner)) {
            throw new Misfitting("leads from " + from.source() + " to " + to.source());
        }
        return new Written(owner, method.methodName().stringValue(), from, to);
    }

    private static final class Misfitting extends Exception {
        private static final long serialVersionUID = 1;

        Misfitting(String message) {
            super(message);
        }
    }
}
