package dev.midstream.runtime.linkage;

import java.util.Optional;

/** A class loader as verify sees it: it finds types by name, and is one half of their identity. */
interface Origin {

    /** Its name for people: a module, {@code shared libraries}, the JDK, the host. */
    String name();

    /** What this loader gives for an internal name; empty if it would not find the class. */
    Optional<Definition> find(String internalName);
}
