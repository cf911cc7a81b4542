package dev.midstream.runtime.generation;

/**
 * One piece of work that holds a generation.
 *
 * @param description what it is and where it stands, for people
 * @param interrupt asks it to end; does not wait
 */
public record Held(String description, Runnable interrupt) {}
