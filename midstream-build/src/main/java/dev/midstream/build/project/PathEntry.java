package dev.midstream.build.project;

import java.nio.file.Path;

/** One element of a class path. */
public sealed interface PathEntry {

    /** The output of a module of the same app. */
    record Sibling(String module) implements PathEntry {}

    /** A file that is there before the build. */
    record Jar(Path file) implements PathEntry {}
}
