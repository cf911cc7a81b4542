package com.acme.orders.domain;

import java.util.List;

/** What was ordered cannot be ordered. */
public final class InvalidOrder extends Exception {

    private final List<String> complaints;

    /** With everything that is wrong. */
    public InvalidOrder(List<String> complaints) {
        super(String.join("; ", complaints));
        this.complaints = List.copyOf(complaints);
    }

    /** Everything that is wrong. */
    public List<String> complaints() {
        return complaints;
    }
}
