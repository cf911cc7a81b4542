package dev.midstream.runtime.actor;

import java.util.List;

/**
 * How far the actors have followed the last cutover, at one moment.
 *
 * @param sweeping whether a sweep is under way
 * @param seen actors that the sweep has looked at
 * @param total actors that it has to look at
 * @param aside actors that are set aside, or failed to migrate, by type
 */
public record MigrationReport(boolean sweeping, long seen, long total, List<Aside> aside) {

    /**
     * The actors of a type that keep an older behaviour.
     *
     * @param type the type's name
     * @param count how many, when they were last looked at
     * @param why the first one's reason, with its key
     */
    public record Aside(String type, long count, String why) {}
}
