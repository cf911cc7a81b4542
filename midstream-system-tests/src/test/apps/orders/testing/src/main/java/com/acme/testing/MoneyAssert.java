package com.acme.testing;

import com.acme.money.Money;
import org.junit.jupiter.api.Assertions;

/** For tests of other modules. */
public final class MoneyAssert {

    private MoneyAssert() {}

    /** Fails unless it is so much. */
    public static void isCents(long expected, Money seen) {
        Assertions.assertEquals(expected, seen.cents());
    }
}
