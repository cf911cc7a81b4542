package dev.midstream.runtime.actor;

import java.util.List;

/**
 * What a sweep has done.
 *
 * @param moved actors that it has moved; others moved with a message before
 * @param left what could not be moved, in words; empty if nothing keeps an older behaviour
 */
public record Swept(long moved, List<String> left) {}
