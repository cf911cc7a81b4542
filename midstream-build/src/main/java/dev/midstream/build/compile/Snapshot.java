package dev.midstream.build.compile;

import dev.midstream.build.cache.BuildKey;
import dev.midstream.build.project.BuildError;
import dev.midstream.build.project.ResourceFolder;
import dev.midstream.build.project.Work;
import dev.midstream.runtime.finding.Refused;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.codehaus.plexus.util.AbstractScanner;
import org.codehaus.plexus.util.SelectorUtils;

/**
 * A module's sources and resources, read once. An editor may save while a build runs; what is
 * hashed here is what is compiled.
 *
 * @param sources the Java sources without module-info.java, sorted
 * @param resources path in the jar to content, filtered where the build asks for it
 * @param moduleInfo whether a module-info.java was left out
 */
public record Snapshot(
        List<Source> sources, SortedMap<String, byte[]> resources, boolean moduleInfo) {

    /** What one module may hold. More is a folder listed by mistake. */
    static final long LIMIT_BYTES = 256L << 20;

    /** Folders of a source tree may nest this deep; deeper is a circle of links. */
    private static final int MAX_DEPTH = 64;

    /**
     * One Java source.
     *
     * @param file where it stands
     * @param name its path below its source folder
     * @param content its bytes
     */
    public record Source(Path file, String name, byte[] content) {}

    /** Reads what the work names. */
    public static Snapshot take(Work.Compile work) throws Refused {
        Reader reader = new Reader();
        for (Path folder : work.sources()) {
            reader.sources(folder);
        }
        for (ResourceFolder folder : work.resources()) {
            reader.resources(folder);
        }
        reader.sources.sort(
                Comparator.comparing(Source::name)
                        .thenComparing(source -> source.file().toString()));
        return new Snapshot(List.copyOf(reader.sources), reader.resources, reader.moduleInfo);
    }

    /** Whether there is nothing to build. */
    public boolean isEmpty() {
        return sources.isEmpty() && resources.isEmpty();
    }

    /**
     * Adds everything that was read to a key; names, not places, so that a copy has the same key.
     */
    public void addTo(BuildKey key) {
        key.add("sources " + sources.size());
        sources.forEach(source -> key.add(source.name()).add(source.content()));
        key.add("resources " + resources.size());
        resources.forEach((name, content) -> key.add(name).add(content));
    }

    private static final class Reader {
        private final List<Source> sources = new ArrayList<>();
        private final SortedMap<String, byte[]> resources = new TreeMap<>();
        private boolean moduleInfo;
        private long total;

        void sources(Path folder) throws Refused {
            walk(
                    folder,
                    (name, file) -> {
                        if (name.equals("module-info.java")) {
                            moduleInfo = true;
                        } else if (name.endsWith(".java")) {
                            sources.add(new Source(file, name, read(file)));
                        }
                    });
        }

        void resources(ResourceFolder folder) throws Refused {
            walk(
                    folder.folder(),
                    (name, file) -> {
                        if (selected(name, folder)) {
                            byte[] content = ResourceFilter.apply(name, read(file), folder);
                            String target = folder.target();
                            resources.put(target.isEmpty() ? name : target + "/" + name, content);
                        }
                    });
        }

        private byte[] read(Path file) throws IOException {
            byte[] content = Files.readAllBytes(file);
            total += content.length;
            if (total > LIMIT_BYTES) {
                throw new IOException("more than " + (LIMIT_BYTES >> 20) + " MiB in one module");
            }
            return content;
        }
    }

    private interface Visit {
        void file(String name, Path file) throws IOException;
    }

    private static void walk(Path folder, Visit visit) throws Refused {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try {
            Files.walkFileTree(
                    folder,
                    EnumSet.of(FileVisitOption.FOLLOW_LINKS),
                    MAX_DEPTH,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                                throws IOException {
                            if (attributes.isRegularFile()) {
                                String name = folder.relativize(file).toString();
                                visit.file(
                                        name.replace(file.getFileSystem().getSeparator(), "/"),
                                        file);
                            }
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new Refused(
                    BuildError.UNREADABLE,
                    folder.toString(),
                    "cannot be read: " + e,
                    "If a file changed or went away while it was read, build again");
        }
    }

    private static boolean selected(String name, ResourceFolder folder) {
        boolean included =
                folder.includes().isEmpty()
                        || folder.includes().stream().anyMatch(pattern -> matches(pattern, name));
        return included
                && folder.excludes().stream().noneMatch(pattern -> matches(pattern, name))
                && EXCLUDED.stream().noneMatch(pattern -> matches(pattern, name));
    }

    private static final List<String> EXCLUDED = List.of(AbstractScanner.DEFAULTEXCLUDES);

    private static boolean matches(String pattern, String name) {
        String whole = pattern.endsWith("/") ? pattern + "**" : pattern;
        return SelectorUtils.matchPath(whole, name, "/", true);
    }
}
