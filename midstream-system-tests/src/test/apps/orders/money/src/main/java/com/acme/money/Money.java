package com.acme.money;

/** An amount in cents of one currency. */
public record Money(long cents) implements Comparable<Money> {

    /** Nothing. */
    public static final Money ZERO = new Money(0);

    /** The sum. */
    public Money plus(Money other) {
        return new Money(Math.addExact(cents, other.cents));
    }

    /** So many times this. */
    public Money times(int factor) {
        return new Money(Math.multiplyExact(cents, factor));
    }

    /** This without a share of so many per cent, rounded down. */
    public Money less(int percent) {
        return new Money(cents - cents * percent / 100);
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(cents, other.cents);
    }

    @Override
    public String toString() {
        return "€ %d.%02d".formatted(cents / 100, cents % 100);
    }
}
