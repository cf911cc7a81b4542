package dev.midstream.server.embedding.contract;

/**
 * A price, and who made it.
 *
 * @param version what was compiled into the module
 * @param instance the ticket that the module's instance drew when it was made: no two are equal
 * @param cents the price
 */
public record Quote(String version, int instance, long cents) {}
