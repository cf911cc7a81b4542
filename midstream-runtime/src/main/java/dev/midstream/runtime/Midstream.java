package dev.midstream.runtime;

import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.generation.Gate;
import dev.midstream.runtime.generation.Pin;
import dev.midstream.runtime.journal.JournalEntry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Skeleton: signatures are settled, bodies follow. */
@SuppressWarnings("DoNotCallSuggester")
public final class Midstream implements AutoCloseable {

    private Midstream() {}

    public static Builder builder() {
        return new Builder();
    }

    /** What doors enter through. */
    public Gate gate() {
        throw new UnsupportedOperationException();
    }

    /** A lasting reference to a service: each call goes to the current, or held, generation. */
    public <T> T reference(Class<T> contract) {
        throw new UnsupportedOperationException();
    }

    public Pin enter() {
        throw new UnsupportedOperationException();
    }

    /**
     * Takes it.
     *
     * @throws Refused with UpgradeError.BUSY naming who holds it and where it stands
     */
    public Lease lease(String who) throws Refused {
        throw new UnsupportedOperationException();
    }

    public Status status() {
        throw new UnsupportedOperationException();
    }

    /** Oldest first; empty without a home. */
    public List<JournalEntry> history() {
        throw new UnsupportedOperationException();
    }

    /** Released loaders that are not collected; runs a garbage collection first if asked. */
    public List<Leak> leaks(boolean collect) {
        throw new UnsupportedOperationException();
    }

    public Optional<Path> home() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    /** Collects what a host is started with. */
    public static final class Builder {
        Builder() {}

        /** A folder (needs midstream-build on the class path) or an artefact file. */
        public Builder app(Path app) {
            return this;
        }

        /** The artefact's bytes, instead of {@link #app(Path)}. */
        public Builder artefact(byte[] artefact) {
            return this;
        }

        public Builder home(Path home) {
            return this;
        }

        public Builder contract(Class<?>... contracts) {
            return this;
        }

        public <T> Builder provide(Class<T> type, T service) {
            return this;
        }

        /**
         * Takes it.
         *
         * @throws Refused if the app cannot be built, verified, loaded or started
         */
        public Midstream start() throws Refused {
            throw new UnsupportedOperationException();
        }
    }
}
