package dev.midstream.runtime.actor;

/**
 * A way that actors may have to go in an upgrade.
 *
 * @param from a behaviour that actors have now
 * @param to the one of the same type in the generation that is to be current
 */
public record Leg(Behaviour from, Behaviour to) {}
