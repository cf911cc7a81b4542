package dev.midstream.runtime.generation;

import dev.midstream.runtime.finding.Code;

/** How pins and references are misused. */
public enum GenerationError implements Code {
    /** A pin is used after it was closed, or closed twice. */
    PIN_CLOSED("MS-GENERATION-001"),
    /** A pin is closed by another thread than the one that entered. */
    PIN_OF_ANOTHER_THREAD("MS-GENERATION-002"),
    /** A reference is asked for a type that the host has not named as a contract. */
    NO_CONTRACT("MS-GENERATION-003"),
    /** A contract of the host cannot be referred to: it is no public interface. */
    CONTRACT_UNUSABLE("MS-GENERATION-004"),
    /** No module of the current generation provides the type of a reference. */
    NOT_PROVIDED("MS-GENERATION-005");

    private final String id;

    GenerationError(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
