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
}
