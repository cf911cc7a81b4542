package dev.midstream.runtime.linkage;

import dev.midstream.runtime.linkage.ClassFacts.Shape;

/**
 * A type as one loader defines it. Compared by identity: two loaders that define the same name have
 * two definitions.
 */
final class Definition {

    private final Origin origin;
    private final Unit unit;
    private final ClassFacts facts;

    Definition(Origin origin, Unit unit, ClassFacts facts) {
        this.origin = origin;
        this.unit = unit;
        this.facts = facts;
    }

    /** Where a class comes from. */
    enum Kind {
        /** A module's own jar. */
        MODULE,
        /** A library. */
        LIBRARY,
        /** The JDK. */
        JDK,
        /** The host: its API, its contracts, slf4j. */
        HOST
    }

    /**
     * What a class is packed in.
     *
     * @param kind the sort
     * @param name the module's name or the library's id
     */
    record Unit(Kind kind, String name) {}

    /** The loader that defines it. */
    Origin origin() {
        return origin;
    }

    Unit unit() {
        return unit;
    }

    ClassFacts facts() {
        return facts;
    }

    Shape shape() {
        return facts.shape();
    }

    String name() {
        return shape().name();
    }

    boolean ofModule() {
        return unit.kind() == Kind.MODULE;
    }

    boolean ofLibrary() {
        return unit.kind() == Kind.LIBRARY;
    }

    /** Whether both are in one run-time package: one loader, one name. */
    boolean samePackage(Definition other) {
        return origin.equals(other.origin)
                && shape().packageName().equals(other.shape().packageName());
    }

    /** Where it is, for people: {@code (module 'contract')}. */
    String where() {
        return switch (unit.kind()) {
            case MODULE -> "module '" + unit.name() + "'";
            case LIBRARY -> "library " + unit.name();
            case JDK -> "the JDK";
            case HOST -> "the host";
        };
    }

    @Override
    public String toString() {
        return Descriptors.name(name()) + " of " + where();
    }
}
