package dev.midstream.runtime.linkage;

import dev.midstream.runtime.linkage.Constraints.Violation;
import dev.midstream.runtime.linkage.Resolver.Resolved;
import java.lang.reflect.AccessFlag;
import java.util.Optional;

/** Resolves what code refers to, as the JVM would when the code comes to it. */
final class ReferenceCheck {

    private final Spaces spaces;
    private final Resolver resolver;
    private final Access access;
    private final Constraints constraints;
    private final Implementation implementation;
    private final Words words;

    ReferenceCheck(
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

    /** Why a reference does not resolve; empty if it does. */
    Optional<Fault> check(Definition from, Symbol symbol) {
        String name = Descriptors.element(symbol.owner());
        if (name.isEmpty()) {
            return Optional.empty(); // a method of an array of primitives
        }
        Optional<Definition> found = from.origin().find(name);
        if (found.isEmpty()) {
            return Optional.of(absent(from, symbol, name));
        }
        Definition owner = found.get();
        Optional<String> closed = access.toClass(from, owner);
        if (closed.isPresent()) {
            return Optional.of(
                    fault(
                            LinkError.NO_ACCESS,
                            Descriptors.name(name),
                            symbol.use().verb()
                                    + " "
                                    + Descriptors.name(name)
                                    + ", which "
                                    + closed.get(),
                            "Make it public, or move both into one module",
                            owner));
        }
        String above = resolver.ancestry(owner).absent();
        if (!above.isEmpty()) {
            return Optional.of(broken(symbol, owner, above));
        }
        if (symbol.owner().startsWith("[")) {
            return Optional.empty(); // clone() of an array
        }
        return switch (symbol.use()) {
            case CLASS -> Optional.empty();
            case NEW -> created(owner);
            case LAMBDA -> implementation.lambda(from, owner, symbol);
            case GET_FIELD, PUT_FIELD, GET_STATIC, PUT_STATIC, CHANGED_STATIC ->
                    field(from, owner, symbol);
            case CALL_VIRTUAL, CALL_SPECIAL, CALL_STATIC, CALL_INTERFACE ->
                    method(from, owner, symbol);
        };
    }

    /** What a reference resolves to; empty if it does not. */
    Optional<Resolved.Found> member(Definition from, Symbol symbol) {
        return from.origin()
                .find(symbol.owner())
                .map(owner ->
                        symbol.use().ofField()
                                ? resolver.field(owner, symbol.key())
                                : resolver.method(owner, symbol.key()))
                .filter(Resolved.Found.class::isInstance)
                .map(Resolved.Found.class::cast);
    }

    private Fault absent(Definition from, Symbol symbol, String name) {
        String what =
                symbol.key().isEmpty() || symbol.use() == Use.LAMBDA
                        ? Descriptors.name(name)
                        : Descriptors.member(symbol.owner(), symbol.key());
        String which = symbol.key().isEmpty() ? "" : " of " + Descriptors.name(name);
        return new Fault(
                LinkError.NO_CLASS,
                Descriptors.name(name),
                symbol.use().verb() + " " + what + which + ", which " + words.whyAbsent(name, from),
                words.remedyForAbsent(name, from),
                spaces.isModulePackage(ClassFacts.packageOf(name)));
    }

    private Fault broken(Symbol symbol, Definition owner, String above) {
        return new Fault(
                LinkError.NO_CLASS,
                Descriptors.name(above),
                symbol.use().verb()
                        + " "
                        + owner
                        + ", which cannot be loaded: "
                        + Descriptors.name(above)
                        + " above it "
                        + words.whyAbsent(above, owner)
                                .replaceFirst("^(no |JDK|the host)", "is what $1"),
                words.remedyForAbsent(above, owner),
                spaces.isModulePackage(ClassFacts.packageOf(above)));
    }

    private Optional<Fault> created(Definition type) {
        boolean cannot = type.shape().isInterface() || type.shape().is(AccessFlag.ABSTRACT);
        if (!cannot || type.shape().opaque()) {
            return Optional.empty();
        }
        String sort = type.shape().isInterface() ? "an interface" : "abstract";
        return Optional.of(
                fault(
                        LinkError.OTHER_KIND,
                        Descriptors.name(type.name()),
                        "creates " + type + ", which is " + sort,
                        "Compile the caller again against what it depends on now",
                        type));
    }

    private Optional<Fault> field(Definition from, Definition owner, Symbol symbol) {
        String member = Descriptors.member(symbol.owner(), symbol.key());
        return switch (resolver.field(owner, symbol.key())) {
            case Resolved.NoMember _ ->
                    Optional.of(
                            fault(
                                    LinkError.NO_FIELD,
                                    member,
                                    symbol.use().verb()
                                            + " "
                                            + member
                                            + " as "
                                            + Descriptors.type(symbol.descriptor())
                                            + ", which is not there: "
                                            + Words.has(owner, symbol),
                                    Words.compileAgain(from),
                                    owner));
            case Resolved.Found found -> usable(from, owner, symbol, found);
            case Resolved.Broken _, Resolved.Unknown _ -> Optional.empty();
        };
    }

    private Optional<Fault> method(Definition from, Definition owner, Symbol symbol) {
        String member = Descriptors.member(symbol.owner(), symbol.key());
        boolean opaque = owner.shape().opaque();
        if (!opaque && symbol.ofInterface() != owner.shape().isInterface()) {
            String was = symbol.ofInterface() ? "an interface" : "a class";
            String is = owner.shape().isInterface() ? "an interface" : "a class";
            return Optional.of(
                    fault(
                            LinkError.OTHER_KIND,
                            Descriptors.name(owner.name()),
                            "calls "
                                    + member
                                    + " as of "
                                    + was
                                    + ", but the "
                                    + "one in "
                                    + owner.where()
                                    + " is "
                                    + is,
                            Words.compileAgain(from),
                            owner));
        }
        return switch (resolver.method(owner, symbol.key())) {
            case Resolved.NoMember _ -> Optional.of(noMethod(from, owner, symbol, member));
            case Resolved.Found found when symbol.isConstructor() && found.in() != owner ->
                    Optional.of(noMethod(from, owner, symbol, member));
            case Resolved.Found found -> usable(from, owner, symbol, found);
            case Resolved.Broken _, Resolved.Unknown _ -> Optional.empty();
        };
    }

    private static Fault noMethod(Definition from, Definition owner, Symbol symbol, String member) {
        String result = symbol.descriptor().substring(symbol.descriptor().indexOf(')') + 1);
        return fault(
                LinkError.NO_METHOD,
                member,
                "calls "
                        + member
                        + (symbol.isConstructor() ? "" : " → " + Descriptors.type(result))
                        + ", which is not there: "
                        + Words.has(owner, symbol),
                Words.compileAgain(from),
                owner);
    }

    private Optional<Fault> usable(
            Definition from, Definition owner, Symbol symbol, Resolved.Found found) {
        String member = Descriptors.member(symbol.owner(), symbol.key());
        String used = symbol.use().verb() + " " + member;
        if (!fits(symbol, found)) {
            String is = found.has(AccessFlag.STATIC) ? "static" : "not static";
            return Optional.of(
                    fault(
                            LinkError.OTHER_KIND,
                            member,
                            used + ", which in " + found.in() + " is " + is + " now",
                            Words.compileAgain(from),
                            found.in()));
        }
        Optional<String> closed = access.toMember(from, owner, found);
        if (closed.isPresent()) {
            return Optional.of(
                    fault(
                            LinkError.NO_ACCESS,
                            member,
                            used + ", which " + closed.get(),
                            "Make it public, or move both into one module",
                            found.in()));
        }
        if (symbol.use().writes() && found.has(AccessFlag.FINAL) && found.in() != from) {
            return Optional.of(
                    fault(
                            LinkError.FINAL,
                            member,
                            used + ", which in " + found.in() + " is final now",
                            Words.compileAgain(from),
                            found.in()));
        }
        if (symbol.use() == Use.CALL_SPECIAL && found.has(AccessFlag.ABSTRACT)) {
            return Optional.of(
                    fault(
                            LinkError.OTHER_KIND,
                            member,
                            used + " of its parent, which in " + found.in() + " is abstract now",
                            Words.compileAgain(from),
                            found.in()));
        }
        return constraints
                .check(from.origin(), found.in().origin(), symbol.descriptor())
                .map(violation -> twoDefinitions(used, member, from, found.in(), violation));
    }

    private static boolean fits(Symbol symbol, Resolved.Found found) {
        boolean expected = symbol.use().isStaticField() || symbol.use() == Use.CALL_STATIC;
        return found.has(AccessFlag.STATIC) == expected;
    }

    /** The sentence about a signature in which one name has two meanings. */
    static Fault twoDefinitions(
            String used, String member, Definition from, Definition in, Violation violation) {
        String type = Descriptors.name(violation.one().name());
        return fault(
                LinkError.TWO_DEFINITIONS,
                member,
                used
                        + " of "
                        + in.where()
                        + ", whose signature has "
                        + type
                        + ": "
                        + from.origin().name()
                        + " sees the one of "
                        + violation.one().where()
                        + ", "
                        + in.origin().name()
                        + " the one of "
                        + violation.other().where()
                        + " loaded with "
                        + violation.other().origin().name(),
                "Let both see one definition: declare the library in midstream.shared of the app's"
                        + " pom, or remove the copy from one of the two",
                in);
    }

    private static Fault fault(
            LinkError code, String target, String text, String remedy, Definition about) {
        return new Fault(code, target, text, remedy, about.ofModule());
    }
}
