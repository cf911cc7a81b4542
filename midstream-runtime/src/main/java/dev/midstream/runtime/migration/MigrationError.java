package dev.midstream.runtime.migration;

import dev.midstream.runtime.finding.Code;

/** Why values of what runs do not fit what is to run, or could not come back. */
public enum MigrationError implements Code {
    /** A number became a kind that cannot hold all of its values. */
    NARROWED("MS-MIGRATION-001"),
    /** A component or type became something else. */
    CHANGED("MS-MIGRATION-002"),
    /** A component is new and nothing says what stands in it. */
    ADDED("MS-MIGRATION-003"),
    /** A declared default is no value of its type. */
    BAD_DEFAULT("MS-MIGRATION-004"),
    /** A constant of an enum is gone. */
    REMOVED_CONSTANT("MS-MIGRATION-005"),
    /** A case of a sealed type, or a token, is gone. */
    REMOVED_CASE("MS-MIGRATION-006"),
    /** Several written migrations fit the running shape. */
    AMBIGUOUS("MS-MIGRATION-007"),
    /** A written older shape is the same as the newer one. */
    INDISTINGUISHABLE("MS-MIGRATION-008"),
    /** A method marked Migration can be none. */
    MISFIT("MS-MIGRATION-009"),
    /** Going back would lose components, and nobody has accepted that. */
    LOSSY_BACK("MS-MIGRATION-010"),
    /** There is no way back for some states, and nobody has accepted that. */
    ONE_WAY("MS-MIGRATION-011"),
    /** A plan does not fit the classes. */
    UNBOUND("MS-MIGRATION-012"),
    /** Replies cannot go down: an actor type waits for the older generation's work. */
    FENCED("MS-MIGRATION-013"),
    /** Going back drops what only the new version knows. */
    DROPPED_BACK("MS-MIGRATION-014"),
    /** A type that is to be retired is none that would be gone. */
    NOT_RETIRED("MS-MIGRATION-015");

    private final String id;

    MigrationError(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }

    static MigrationError of(Problem.Kind kind) {
        return switch (kind) {
            case NARROWED -> NARROWED;
            case CHANGED -> CHANGED;
            case ADDED -> ADDED;
            case BAD_DEFAULT -> BAD_DEFAULT;
            case REMOVED_CONSTANT -> REMOVED_CONSTANT;
            case REMOVED_CASE -> REMOVED_CASE;
            case AMBIGUOUS -> AMBIGUOUS;
        };
    }
}
