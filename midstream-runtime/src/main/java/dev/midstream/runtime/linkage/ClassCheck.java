package dev.midstream.runtime.linkage;

import dev.midstream.runtime.linkage.ClassFacts.Shape;
import dev.midstream.runtime.linkage.Resolver.Ancestry;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the JVM checks of a class itself: its parents, what it overrides, what it implements. */
final class ClassCheck {

    private final Spaces spaces;
    private final Resolver resolver;
    private final Access access;
    private final Constraints constraints;
    private final Implementation implementation;
    private final Words words;

    ClassCheck(
            Spaces spaces,
            Resolver resolver,
            Access access,
            Constraints constraints,
            Implementation implementation) {
        this.spaces = spaces;
        this.resolver = resolver;
        this.access = access;
        this.constraints = constraints;
        this.implementation = implementation;
        this.words = new Words(spaces);
    }

    /** What is wrong with a class. */
    List<Fault> check(Definition type) {
        Shape shape = type.shape();
        List<Fault> faults = new ArrayList<>();
        if (shape.opaque()) {
            return faults;
        }
        if (!shape.parent().isEmpty()) {
            parent(type, shape.parent(), false).ifPresent(faults::add);
        }
        for (String name : shape.interfaces()) {
            parent(type, name, true).ifPresent(faults::add);
        }
        Ancestry ancestry = resolver.ancestry(type);
        if (!faults.isEmpty() || !ancestry.absent().isEmpty()) {
            return faults;
        }
        for (Definition above : ancestry.classes()) {
            if (above != type) {
                overrides(type, above, faults);
            }
        }
        if (!shape.is(AccessFlag.ABSTRACT) && !shape.isInterface()) {
            faults.addAll(implementation.concrete(type, type.ofLibrary()));
        }
        return faults;
    }

    private Optional<Fault> parent(Definition type, String name, boolean ofInterface) {
        String verb = ofInterface == type.shape().isInterface() ? "extends " : "implements ";
        verb = ofInterface ? verb : "extends ";
        Optional<Definition> found = type.origin().find(name);
        if (found.isEmpty()) {
            return Optional.of(
                    new Fault(
                            LinkError.NO_CLASS,
                            Descriptors.name(name),
                            verb
                                    + Descriptors.name(name)
                                    + ", which "
                                    + words.whyAbsent(name, type),
                            words.remedyForAbsent(name, type),
                            spaces.isModulePackage(ClassFacts.packageOf(name))));
        }
        Definition above = found.get();
        if (above.shape().opaque()) {
            return Optional.empty();
        }
        Optional<String> closed = access.toClass(type, above);
        if (closed.isPresent()) {
            return Optional.of(
                    fault(
                            LinkError.NO_ACCESS,
                            above,
                            verb + Descriptors.name(name) + ", which " + closed.get(),
                            "Make it public, or move both into one module"));
        }
        if (above.shape().isInterface() != ofInterface) {
            String is = above.shape().isInterface() ? "an interface" : "a class";
            return Optional.of(
                    fault(
                            LinkError.OTHER_KIND,
                            above,
                            verb + above + ", which is " + is + " now",
                            Words.compileAgain(type)));
        }
        if (above.shape().is(AccessFlag.FINAL)) {
            return Optional.of(
                    fault(
                            LinkError.FINAL,
                            above,
                            verb + above + ", which is final now",
                            "Let it be extended again, or compose instead"));
        }
        return sealed(type, above, verb);
    }

    private static Optional<Fault> sealed(Definition type, Definition above, String verb) {
        if (above.shape().permitted().isEmpty()) {
            return Optional.empty();
        }
        boolean listed = above.shape().permitted().contains(type.name());
        if (listed && type.origin().equals(above.origin())) {
            return Optional.empty();
        }
        String why =
                listed
                        ? "permits it only from the same module; "
                                + type.where()
                                + " is loaded apart"
                        : "does not permit it";
        return Optional.of(
                fault(
                        LinkError.SEALED,
                        above,
                        verb + above + ", which is sealed and " + why,
                        "Keep a sealed type and all that it permits in one module"));
    }

    private void overrides(Definition type, Definition above, List<Fault> faults) {
        for (Map.Entry<String, Integer> method : type.shape().methods().entrySet()) {
            String key = method.getKey();
            Integer theirs = above.shape().methods().get(key);
            if (theirs == null
                    || key.startsWith("<")
                    || !overrides(type, method.getValue(), above, theirs)) {
                continue;
            }
            String member = Descriptors.member(above.name(), key);
            if (ClassFacts.has(theirs, AccessFlag.FINAL)) {
                faults.add(
                        new Fault(
                                LinkError.FINAL,
                                member,
                                "overrides " + member + ", which in " + above + " is final now",
                                "Let it be overridden again, or remove the override",
                                above.ofModule()));
            } else {
                constraints
                        .check(type.origin(), above.origin(), key.substring(key.indexOf('(')))
                        .map(violation ->
                                ReferenceCheck.twoDefinitions(
                                        "overrides " + member, member, type, above, violation))
                        .ifPresent(faults::add);
            }
        }
    }

    private static boolean overrides(Definition type, int ours, Definition above, int theirs) {
        boolean instances =
                !ClassFacts.has(ours, AccessFlag.STATIC)
                        && !ClassFacts.has(ours, AccessFlag.PRIVATE)
                        && !ClassFacts.has(theirs, AccessFlag.STATIC)
                        && !ClassFacts.has(theirs, AccessFlag.PRIVATE);
        boolean seen =
                ClassFacts.has(theirs, AccessFlag.PUBLIC)
                        || ClassFacts.has(theirs, AccessFlag.PROTECTED)
                        || type.samePackage(above);
        return instances && seen;
    }

    private static Fault fault(LinkError code, Definition about, String text, String remedy) {
        return new Fault(code, Descriptors.name(about.name()), text, remedy, about.ofModule());
    }
}
