package dev.midstream.build;

import java.nio.file.Path;

/**
 * One module's output.
 *
 * @param file where the cache has it
 * @param jar its bytes
 * @param digest their SHA-256
 * @param hasClasses whether there is any code in it
 * @param reused whether it was there already
 */
record BuiltModule(Path file, byte[] jar, String digest, boolean hasClasses, boolean reused) {}
