package dev.midstream.runtime;

public final class Midstream {
    private Midstream() {}
}
