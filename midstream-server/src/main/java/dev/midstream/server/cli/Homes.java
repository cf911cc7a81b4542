package dev.midstream.server.cli;

import dev.midstream.admin.AdminClient;
import dev.midstream.admin.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/** Finds the home that a verb means. */
final class Homes {

    private static final String FOLDER = ".midstream";

    private Homes() {}

    /** Where an app is run or built: the given folder, else {@code .midstream} in or beside it. */
    static Home forApp(Optional<Path> given, Path app) {
        return given.map(Home::at).orElseGet(() -> Home.at(own(app)));
    }

    /**
     * The home of the host that a verb speaks to: the given folder; else, of the app's own home and
     * those in its folder and the working directory upwards, the first with a host; else the first
     * that has had one; else the first.
     */
    static Home ofHost(Optional<Path> given, Optional<Path> app, Path workingDirectory) {
        if (given.isPresent()) {
            return Home.at(given.get());
        }
        SequencedSet<Path> candidates = new LinkedHashSet<>();
        if (app.isPresent()) {
            candidates.add(own(app.get()));
            upwards(app.get()).forEach(candidates::add);
        }
        upwards(workingDirectory).forEach(candidates::add);
        List<Home> used = new ArrayList<>();
        for (Path candidate : candidates) {
            Home home = Home.at(candidate);
            if (Files.exists(candidate.resolve("lock"))) {
                if (AdminClient.running(home).isPresent()) {
                    return home;
                }
                used.add(home);
            }
        }
        return used.isEmpty() ? Home.at(candidates.getFirst()) : used.getFirst();
    }

    private static Path own(Path app) {
        Path absolute = app.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        return Files.isRegularFile(absolute) && parent != null
                ? parent.resolve(FOLDER)
                : absolute.resolve(FOLDER);
    }

    private static List<Path> upwards(Path from) {
        List<Path> homes = new ArrayList<>();
        @Nullable Path folder = from.toAbsolutePath().normalize();
        while (folder != null) {
            homes.add(folder.resolve(FOLDER));
            folder = folder.getParent();
        }
        return homes;
    }
}
