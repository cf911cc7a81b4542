package dev.midstream.runtime.shape;

import dev.midstream.runtime.shape.Definition.Choice;
import dev.midstream.runtime.shape.Definition.Component;
import dev.midstream.runtime.shape.Definition.Product;
import dev.midstream.runtime.shape.Definition.Sum;
import dev.midstream.runtime.shape.Type.Leaf;
import dev.midstream.runtime.shape.Type.Many;
import dev.midstream.runtime.shape.Type.Named;
import java.lang.classfile.Signature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shapes as text. The first line is the root's signature; each other line is one type, its fields
 * separated by tabs:
 *
 * <pre>
 * record  SIGNATURE  shared|own  NAME  SIGNATURE  =DEFAULT|-  …
 * sealed  SIGNATURE  CASE …
 * enum    SIGNATURE  CONSTANT …
 * </pre>
 */
final class ShapeText {

    /** Longer texts are no shapes: no app has so many types. */
    private static final int LONGEST = 4_000_000;

    private ShapeText() {}

    static String write(Shape shape) {
        StringBuilder text = new StringBuilder(shape.root().signature()).append('\n');
        shape.definitions()
                .forEach((type, definition) -> {
                    switch (definition) {
                        case Product product -> {
                            text.append("record\t").append(type.signature());
                            text.append(product.shared() ? "\tshared" : "\town");
                            for (Component each : product.components()) {
                                text.append('\t').append(each.name());
                                text.append('\t').append(each.type().signature()).append('\t');
                                text.append(each.byDefault().map(d -> "=" + escape(d)).orElse("-"));
                            }
                        }
                        case Sum sum -> {
                            text.append("sealed\t").append(type.signature());
                            sum.cases().forEach(each -> text.append('\t').append(each.signature()));
                        }
                        case Choice choice -> {
                            text.append("enum\t").append(type.signature());
                            choice.constants().forEach(each -> text.append('\t').append(each));
                        }
                    }
                    text.append('\n');
                });
        return text.toString();
    }

    static Shape read(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("a shape of " + text.length() + " characters");
        }
        List<String> lines = text.lines().toList();
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("an empty shape");
        }
        Map<Named, Definition> definitions = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split("\t", -1);
            if (fields.length < 2 || !(type(fields[1]) instanceof Named named)) {
                throw unreadable(line);
            }
            if (definitions.put(named, definition(line, fields)) != null) {
                throw unreadable(line);
            }
        }
        Shape shape = new Shape(type(lines.getFirst()), definitions);
        if (!Shapes.of(shape)
                .shape(shape.root())
                .definitions()
                .keySet()
                .equals(definitions.keySet())) {
            throw new IllegalArgumentException("a shape with types that it does not use");
        }
        return shape;
    }

    private static Definition definition(String line, String[] fields) {
        return switch (fields[0]) {
            case "record" -> product(line, fields);
            case "sealed" -> {
                List<Named> cases = new ArrayList<>();
                for (int i = 2; i < fields.length; i++) {
                    if (!(type(fields[i]) instanceof Named named)) {
                        throw unreadable(line);
                    }
                    cases.add(named);
                }
                yield new Sum(List.copyOf(cases));
            }
            case "enum" -> new Choice(List.of(fields).subList(2, fields.length));
            default -> throw unreadable(line);
        };
    }

    private static Product product(String line, String[] fields) {
        if (fields.length % 3 != 0) {
            throw unreadable(line);
        }
        List<Component> components = new ArrayList<>();
        for (int i = 3; i < fields.length; i += 3) {
            String byDefault = fields[i + 2];
            components.add(
                    new Component(
                            fields[i],
                            type(fields[i + 1]),
                            byDefault.startsWith("=")
                                    ? Optional.of(unescape(byDefault.substring(1)))
                                    : Optional.empty()));
        }
        return new Product(List.copyOf(components), fields[2].equals("shared"));
    }

    /** The type arguments of a named type. */
    static List<Type> arguments(String signature) {
        List<Type> arguments = new ArrayList<>();
        if (Signature.parseFrom(signature) instanceof Signature.ClassTypeSig named) {
            for (Signature.TypeArg argument : named.typeArgs()) {
                if (argument instanceof Signature.TypeArg.Bounded bound) {
                    arguments.add(type(bound.boundType()));
                }
            }
        }
        return List.copyOf(arguments);
    }

    private static Type type(String signature) {
        return type(Signature.parseFrom(signature));
    }

    private static Type type(Signature signature) {
        return switch (signature) {
            case Signature.BaseTypeSig base -> new Leaf(base.signatureString());
            case Signature.ArrayTypeSig array ->
                    new Many(Container.ARRAY, List.of(type(array.componentSignature())));
            case Signature.TypeVarSig variable ->
                    throw new IllegalArgumentException("a type variable " + variable.identifier());
            case Signature.ClassTypeSig named -> {
                String name = SignatureText.internalName(named);
                if (Leaf.knows(name)) {
                    yield new Leaf("L" + name + ";");
                }
                Optional<Container> container = Container.of(name);
                if (container.isEmpty()) {
                    yield new Named(named.signatureString());
                }
                List<Type> of = new ArrayList<>();
                for (Signature.TypeArg argument : named.typeArgs()) {
                    if (!(argument instanceof Signature.TypeArg.Bounded bound)) {
                        throw new IllegalArgumentException("a wildcard in " + name);
                    }
                    of.add(type(bound.boundType()));
                }
                yield new Many(container.get(), List.copyOf(of));
            }
        };
    }

    private static IllegalArgumentException unreadable(String line) {
        return new IllegalArgumentException("the line '" + line + "' is none of a shape's");
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                plain.append(
                        switch (text.charAt(i)) {
                            case 't' -> '\t';
                            case 'n' -> '\n';
                            case 'r' -> '\r';
                            default -> text.charAt(i);
                        });
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
