package shop.contract;

/**
 * A price.
 *
 * @param by the version of the pricing module that made it
 * @param cents what it costs
 * @param alive whether the pricing module was running, not stopped, when it made it
 */
public record Quote(int by, long cents, boolean alive) {}
