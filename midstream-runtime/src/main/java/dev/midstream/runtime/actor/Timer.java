package dev.midstream.runtime.actor;

/** Something that is due at a time. Its identity tells it from a later one of the same name. */
final class Timer implements Comparable<Timer> {

    final long dueNanos;
    final long number;
    final Runnable action;

    Timer(long dueNanos, long number, Runnable action) {
        this.dueNanos = dueNanos;
        this.number = number;
        this.action = action;
    }

    @Override
    public int compareTo(Timer other) {
        int byTime = Long.compare(dueNanos - other.dueNanos, 0);
        return byTime != 0 ? byTime : Long.compare(number, other.number);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(number);
    }
}
