package dev.midstream.runtime.linkage;

import dev.midstream.runtime.linkage.Definition.Kind;
import dev.midstream.runtime.linkage.Resolver.Resolved;
import java.lang.reflect.AccessFlag;
import java.util.Optional;

/** Who may use what: JVMS 5.4.4, with run-time packages and nests. */
final class Access {

    private final Spaces spaces;
    private final Resolver resolver;

    Access(Spaces spaces, Resolver resolver) {
        this.spaces = spaces;
        this.resolver = resolver;
    }

    /** Why a class may not be used; empty if it may. */
    Optional<String> toClass(Definition from, Definition type) {
        if (type.unit().kind() == Kind.JDK && !spaces.isExported(type.shape().packageName())) {
            return Optional.of(
                    "is in package "
                            + Descriptors.name(type.shape().packageName())
                            + ", which the JDK does not export");
        }
        if (type.shape().is(AccessFlag.PUBLIC) || from.samePackage(type)) {
            return Optional.empty();
        }
        return Optional.of("is package-private in " + type.where() + across(from, type));
    }

    /**
     * Why a member may not be used; empty if it may.
     *
     * @param through the class that the reference names
     */
    Optional<String> toMember(Definition from, Definition through, Resolved.Found member) {
        Definition in = member.in();
        if (member.has(AccessFlag.PUBLIC)) {
            return Optional.empty();
        }
        if (member.has(AccessFlag.PRIVATE)) {
            return from == in || nest(from).equals(nest(in))
                    ? Optional.empty()
                    : Optional.of("is private in " + in + across(from, in));
        }
        if (from.samePackage(in)) {
            return Optional.empty();
        }
        if (!member.has(AccessFlag.PROTECTED)) {
            return Optional.of("is package-private in " + in + across(from, in));
        }
        boolean inherits = resolver.isBelow(from, in);
        boolean related =
                member.has(AccessFlag.STATIC)
                        || resolver.isBelow(through, from)
                        || resolver.isBelow(from, through);
        return inherits && related
                ? Optional.empty()
                : Optional.of("is protected in " + in + across(from, in));
    }

    private static String across(Definition from, Definition to) {
        boolean split =
                !from.origin().equals(to.origin())
                        && from.shape().packageName().equals(to.shape().packageName());
        return split ? ": the package is split, and in two loaders it is two packages" : "";
    }

    /** The host of a class's nest, if both sides say so. */
    private static Definition nest(Definition type) {
        String host = type.shape().nestHost();
        if (host.isEmpty()) {
            return type;
        }
        return type.origin()
                .find(host)
                .filter(type::samePackage)
                .filter(found -> found.shape().nestMembers().contains(type.name()))
                .orElse(type);
    }
}
