package dev.midstream.runtime;

import dev.midstream.runtime.finding.Refused;
import java.nio.file.Path;

/**
 * Keeps a home for one process and answers the command line there. Found with {@link
 * java.util.ServiceLoader}; midstream-admin has the one implementation.
 */
public interface HomeService {

    /**
     * Takes a home for this process, before anything in it is read or written. Creates the folder
     * if there is none.
     *
     * @param home the folder
     * @return the hold on it, to be closed when the host has stopped
     * @throws Refused if another process, which is named, holds it, or if it cannot be written
     */
    Claim claim(Path home) throws Refused;

    /** The hold of this process on a home. */
    interface Claim extends AutoCloseable {

        /**
         * Begins to answer the command line. Called once, when the first generation serves.
         *
         * @throws Refused if the door cannot be opened
         */
        void open(Midstream midstream) throws Refused;

        /** Ends the answering and gives the home back. Never fails. */
        @Override
        void close();
    }
}
