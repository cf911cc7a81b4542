package dev.midstream.runtime.actor;

import dev.midstream.runtime.finding.Code;

/** What goes wrong in actors while they run. */
public enum ActorError implements Code {
    /** A turn threw; said once per kind. */
    TURN_FAILED("MS-ACTOR-001"),
    /** A turn takes long. */
    SLOW_TURN("MS-ACTOR-002"),
    /** A turn has passed its deadline: its actor is closed until it ends. */
    QUARANTINED("MS-ACTOR-003"),
    /** A question within a turn other than through the turn. */
    SENT_PAST_THE_TURN("MS-ACTOR-004"),
    /** A wait for an answer where nothing may wait. */
    WAITS_IN_TURN("MS-ACTOR-005"),
    /** An actor is used before its generation is current. */
    BEFORE_CUTOVER("MS-ACTOR-006"),
    /** Actors that could not leave the generation that an upgrade replaced. */
    LEFT_BEHIND("MS-ACTOR-007"),
    /** A turn is used after it has ended, or by another thread. */
    TURN_OVER("MS-ACTOR-008"),
    /** What waits for an answer is no record. */
    TOKEN("MS-ACTOR-009"),
    /** A key that is too long. */
    KEY("MS-ACTOR-010"),
    /** A defect of the engine itself; the actor goes on. */
    ENGINE("MS-ACTOR-011"),
    /** A reply to something else than the question of this turn, or a second one. */
    REPLY("MS-ACTOR-012"),
    /** A message of a type that is none of the actor's. */
    MESSAGE("MS-ACTOR-013"),
    /** An actor's state was to be read, and no turn of it has ended in time. */
    AT_WORK("MS-ACTOR-014"),
    /** An actor, or a message to it, fails to migrate after the cutover. */
    MIGRATION("MS-ACTOR-015"),
    /** An answer has no form in the generation of whoever asked. */
    REPLY_CROSSING("MS-ACTOR-016"),
    /** A live actor fails to migrate in the dry run, or does not come back as it was. */
    DRY_RUN("MS-ACTOR-017"),
    /** The dry run has looked at some actors and not at all. */
    REHEARSED("MS-ACTOR-018"),
    /** Actors of a retired type are dropped: the release without them is confirmed. */
    RETIRED("MS-ACTOR-019");

    private final String id;

    ActorError(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }

    /** The misuse in one line: {@code CODE subject: message. remedy}. */
    String says(String subject, String message, String remedy) {
        return id + " " + subject + ": " + message + ". " + remedy;
    }
}
