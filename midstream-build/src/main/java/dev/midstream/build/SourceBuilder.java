package dev.midstream.build;

import dev.midstream.runtime.AppSource;
import dev.midstream.runtime.finding.Refused;
import java.nio.file.Path;

/** The builder as the runtime finds it, for an embedder that gives a folder instead of a file. */
public final class SourceBuilder implements AppSource {

    /** For {@link java.util.ServiceLoader}. */
    public SourceBuilder() {}

    @Override
    public byte[] build(Path app, Path home) throws Refused {
        return Builder.build(app, BuildOptions.of(home)).file();
    }
}
