package dev.midstream.runtime.graph;

import dev.midstream.runtime.finding.Code;

/** Why actor classes do not fit, or not what runs. */
public enum ActorTypeError implements Code {
    /** A class implements Actor without a name of its own: anonymous, or without ActorType. */
    UNNAMED("MS-ACTORTYPE-001"),
    /** A class implements Actor and does not fix both type arguments. */
    UNFIXED("MS-ACTORTYPE-002"),
    /** An actor class is not where the host finds it: in a module with an AppModule. */
    MISPLACED("MS-ACTORTYPE-003"),
    /** Two actor classes of one name. */
    NAME_TWICE("MS-ACTORTYPE-004"),
    /** Two actor classes for one type of message. */
    MESSAGE_TWICE("MS-ACTORTYPE-005"),
    /** A state, message, reply or token can hold what is no plain data. */
    OPEN_WORLD("MS-ACTORTYPE-006"),
    /** An Ask names other messages than those it is one of. */
    FOREIGN_ASK("MS-ACTORTYPE-007"),
    /** A constructor asks for actors that no module has. */
    NO_ACTOR("MS-ACTORTYPE-008"),
    /** There are actors of a type that would be gone. */
    REMOVED("MS-ACTORTYPE-010"),
    /** What configure declares is not what bytecode has. */
    DECLARATION("MS-ACTORTYPE-011"),
    /** There are stored actors of a type that the host has not known so far. */
    STORED("MS-ACTORTYPE-012");

    private final String id;

    ActorTypeError(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
