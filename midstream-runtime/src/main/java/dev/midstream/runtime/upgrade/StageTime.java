package dev.midstream.runtime.upgrade;

/**
 * How long one stage took.
 *
 * @param name the stage's label; {@code build} is reported by whoever built
 * @param millis wall time in milliseconds
 */
public record StageTime(String name, long millis) {}
