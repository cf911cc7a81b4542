package dev.midstream.admin;

import dev.midstream.runtime.HomeService;
import dev.midstream.runtime.Midstream;
import dev.midstream.runtime.finding.Refused;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Makes a host with a home answer the command line, as soon as this module is on its path. */
public final class AdminHome implements HomeService {

    /** For {@link java.util.ServiceLoader}. */
    public AdminHome() {}

    @Override
    public Claim claim(Path home) throws Refused {
        return new Held(Home.at(home).lock());
    }

    /** Used by the thread that starts and stops the host. */
    private static final class Held implements Claim {
        private final HomeLock lock;
        private @Nullable AdminDoor door;

        Held(HomeLock lock) {
            this.lock = lock;
        }

        @Override
        public void open(Midstream midstream) throws Refused {
            door = AdminDoor.open(midstream, lock);
        }

        @Override
        public void close() {
            if (door != null) {
                door.close();
            }
            lock.close();
        }
    }
}
