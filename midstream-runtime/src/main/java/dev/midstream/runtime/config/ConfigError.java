package dev.midstream.runtime.config;

import dev.midstream.runtime.finding.Code;

/** What is wrong with a configuration. */
public enum ConfigError implements Code {
    /** A file of settings cannot be read, or is too large. */
    UNREADABLE("MS-CONFIG-001"),
    /** A key stands twice in one file. */
    DUPLICATE("MS-CONFIG-002"),
    /** A component has no value and no default. */
    MISSING("MS-CONFIG-003"),
    /** A value is none of its component's type. */
    MALFORMED("MS-CONFIG-004"),
    /** A module has no component of that name. */
    UNKNOWN_KEY("MS-CONFIG-005"),
    /** The app has no module of that name; the setting does nothing. */
    UNKNOWN_MODULE("MS-CONFIG-006"),
    /** A record has a component that cannot be configured. */
    UNSUPPORTED("MS-CONFIG-007"),
    /** A component's default is none of its type. */
    BAD_DEFAULT("MS-CONFIG-008"),
    /** A secret stands in the artefact. */
    SECRET_IN_ARTEFACT("MS-CONFIG-009"),
    /** The record's own constructor rejects the values. */
    REJECTED("MS-CONFIG-010"),
    /** An environment variable looks like a setting and is none. */
    UNKNOWN_VARIABLE("MS-CONFIG-011"),
    /** An environment variable could set either of two components. */
    AMBIGUOUS_VARIABLE("MS-CONFIG-012"),
    /** After a rollback: what stands in the files is not what runs. */
    DIFFERS("MS-CONFIG-013");

    private final String id;

    ConfigError(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
