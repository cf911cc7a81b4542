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

    /** An empty cache. */
    public JarCache() {}

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
        JarContent content = JarContent.read(jar);
        jars.put(digest, new SoftReference<>(content));
        return content;
    }
}
