package dev.midstream.runtime;

import dev.midstream.runtime.finding.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;

/** Reads what a host is to boot. */
final class AppSources {

    private AppSources() {}

    static byte[] read(HostOptions options) throws Refused {
        if (options.artefact().isPresent()) {
            return options.artefact().get();
        }
        Path app =
                options.app()
                        .orElseThrow(() ->
                                new Refused(
                                        MidstreamError.NO_APP,
                                        "host",
                                        "neither an app nor an artefact was named",
                                        "Add .app(path) before start()"));
        if (Files.isDirectory(app)) {
            return build(app, options.home());
        }
        try {
            return Files.readAllBytes(app);
        } catch (IOException e) {
            throw new Refused(
                    MidstreamError.APP_UNREADABLE,
                    app.toString(),
                    "no such file or folder can be read: " + e,
                    "Name an app's folder, or a file that `midstream build` wrote");
        }
    }

    private static byte[] build(Path app, Optional<Path> home) throws Refused {
        Optional<AppSource> builder =
                ServiceLoader.load(AppSource.class, AppSources.class.getClassLoader()).findFirst();
        if (builder.isEmpty()) {
            throw new Refused(
                    MidstreamError.NO_BUILDER,
                    app.toString(),
                    "is a folder, and midstream-build is not on the class path",
                    "Add midstream-build, or build a file with `midstream build APP -o FILE`");
        }
        return builder.get().build(app, home.orElse(app.resolve(".midstream")));
    }
}
