package dev.midstream.runtime.comparison;

/**
 * One difference of one turn.
 *
 * @param path {@code reply.items[].lineCents}
 * @param before what the live version came to, as text
 * @param now what the new version comes to, as text
 */
public record Difference(String path, DifferenceKind kind, String before, String now) {}
