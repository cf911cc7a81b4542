package dev.midstream.build.project;

import java.nio.file.Path;

/**
 * One third-party jar.
 *
 * @param id {@code groupId:artifactId:version}, with {@code :classifier} where there is one
 * @param jar the file
 */
public record LibraryFile(String id, Path jar) {}
