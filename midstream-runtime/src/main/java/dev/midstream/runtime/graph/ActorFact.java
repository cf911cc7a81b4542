package dev.midstream.runtime.graph;

/**
 * One actor class, as bytecode describes it.
 *
 * @param type its {@code @ActorType}, the identity across upgrades
 * @param className its binary name
 * @param state what it keeps
 * @param message what it receives; once in an app
 */
public record ActorFact(String type, String className, ServiceType state, ServiceType message) {}
