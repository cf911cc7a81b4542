package dev.midstream.runtime;

import dev.midstream.runtime.finding.Refused;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;

/** Finds who serves homes. */
final class HomeServices {

    private static final Logger LOG = System.getLogger(Midstream.class.getName());

    private HomeServices() {}

    static Optional<HomeService.Claim> claim(Path home) throws Refused {
        Optional<HomeService> service =
                ServiceLoader.load(HomeService.class, HomeServices.class.getClassLoader())
                        .findFirst();
        if (service.isEmpty()) {
            LOG.log(
                    Level.INFO,
                    "no command line for {0}: add midstream-admin to the class path for one",
                    home);
            return Optional.empty();
        }
        return Optional.of(service.get().claim(home));
    }
}
