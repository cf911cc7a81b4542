package dev.midstream.load;

/** What an oracle says of one complete answer. */
public sealed interface Verdict {

    /**
     * The answer is exactly what one version gives.
     *
     * @param name which version; one instance per version spares the load garbage
     */
    record Version(String name) implements Verdict {}

    /**
     * No version gives this answer, nor any mix of them.
     *
     * @param why what was seen and what was expected
     */
    record Wrong(String why) implements Verdict {}

    /**
     * Each part of the answer comes from a version, but no single version gives all of it.
     *
     * @param why what was seen, and which versions it mixes
     */
    record Mixed(String why) implements Verdict {}

    /**
     * The answer is exactly what one version gives, but that version must not answer any more: a
     * newer one has answered for the same thing before. The load counts it as ok and as a
     * regression.
     *
     * @param version which version; one instance per version spares the load garbage
     * @param why what was seen, and what before it
     */
    record Regressed(Version version, String why) implements Verdict {}
}
