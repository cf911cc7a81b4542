package dev.midstream.build.project;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A folder that is copied into the jar.
 *
 * @param folder the folder; if it does not exist, it is empty
 * @param target where its files stand in the jar; empty for the jar's root
 * @param includes patterns as Ant has them; empty means all
 * @param excludes patterns as Ant has them, beside those that Maven always excludes
 * @param filter values for <code>${name}</code> and {@code @name@} in its text files; empty if they
 *     are copied as they are
 */
public record ResourceFolder(
        Path folder,
        String target,
        List<String> includes,
        List<String> excludes,
        Map<String, String> filter) {

    /** Copies. */
    public ResourceFolder {
        includes = List.copyOf(includes);
        excludes = List.copyOf(excludes);
        filter = Map.copyOf(filter);
    }

    /** A folder that is copied whole, as it is. */
    public static ResourceFolder whole(Path folder) {
        return new ResourceFolder(folder, "", List.of(), List.of(), Map.of());
    }
}
