package dev.midstream.runtime.actor;

/**
 * The way from a behaviour to one that became current after it.
 *
 * @param back whether that was a rollback: what cannot go this way is set aside, not broken
 */
record Link(Behaviour to, Crossings crossings, boolean back) {}
