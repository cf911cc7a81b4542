package com.acme.orders.domain;

/** Looks at things of a kind before they are accepted. */
@FunctionalInterface
public interface Check<T> {

    /**
     * Looks at one.
     *
     * @throws InvalidOrder if something is wrong with it
     */
    void check(T one) throws InvalidOrder;
}
