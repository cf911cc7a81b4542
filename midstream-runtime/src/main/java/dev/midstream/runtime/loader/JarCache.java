package dev.midstream.runtime.loader;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Unpacked jars by digest, so that two generations with the same library hold it once. Safe for all
 * threads; entries go when memory is short and no loader uses them.
 */
public final class JarCache {

    private final ConcurrentHashMap<String, SoftReference<JarContent>> jars =
            new ConcurrentHashMap<>();

    private final Optional<JarShelf> shelf;

    /** An empty cache of jars that are no files. */
    public JarCache() {
        shelf = Optional.empty();
    }

    /**
     * An empty cache.
     *
     * @param shelf where the jars are put, too
     */
    public JarCache(JarShelf shelf) {
        this.shelf = Optional.of(shelf);
    }

    /**
     * The content of a jar, unpacked now or before.
     *
     * @param digest the jar's digest
     * @throws IOException if it is no readable zip
     */
    public JarContent read(String digest, byte[] jar) throws IOException {
        jars.values().removeIf(reference -> reference.get() == null);
        Optional<JarContent> known = Optional.ofNullable(jars.get(digest)).map(SoftReference::get);
        if (known.isPresent()) {
            return known.get();
        }
        JarContent content =
                shelf.isPresent() ? shelf.get().put(digest, jar) : JarContent.read(jar);
        jars.put(digest, new SoftReference<>(content));
        return content;
    }
}
