package dev.midstream.server.embedding.contract;

/** A service of the application's own, which modules ask for in their constructors. */
public interface Tickets {

    /** A number that nobody has got before. */
    int draw();
}
