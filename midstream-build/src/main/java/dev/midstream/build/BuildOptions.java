package dev.midstream.build;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * How to build.
 *
 * @param home outputs are cached below it, in {@code cache/build}
 * @param offline whether no network is asked, even for what is not cached
 * @param progress hears what is being done, one short line each, on the thread that builds
 */
public record BuildOptions(Path home, boolean offline, Consumer<String> progress) {

    /** Quiet, and online where something is missing. */
    public static BuildOptions of(Path home) {
        return new BuildOptions(home, false, line -> {});
    }
}
