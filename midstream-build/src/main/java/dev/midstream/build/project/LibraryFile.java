package dev.midstream.build.project;

import java.nio.file.Path;

/**
 * One third-party jar.
 *
 * @param id {@code groupId:artifactId:version}, with {@code :classifier} where there is one
 * @param shared whether the app declares it as shared, or something that it declares needs it
 * @param jar the file
 */
public record LibraryFile(String id, boolean shared, Path jar) {}
