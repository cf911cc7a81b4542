package dev.midstream.runtime.actor;

import java.util.List;

/**
 * How the migrations of an upgrade went on what lives, without effect.
 *
 * @param checked actors whose state, messages, timers and tokens were converted
 * @param total actors that there were
 * @param busy actors that were at work at every look
 * @param failing what could not be converted, or did not come back as it was; the first few
 */
public record Rehearsed(long checked, long total, long busy, List<Failing> failing) {

    /**
     * An actor that would fail to migrate.
     *
     * @param actor its type and key
     * @param why with the component
     */
    public record Failing(String actor, String why) {}
}
