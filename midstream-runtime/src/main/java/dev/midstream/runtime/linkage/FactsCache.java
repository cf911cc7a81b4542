package dev.midstream.runtime.linkage;

import dev.midstream.runtime.loader.JarContent;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/**
 * What was read of jars, so that an upgrade reads only what it brings anew. Keyed by the unpacked
 * jar, of which there is one per digest ({@link dev.midstream.runtime.loader.JarCache}): facts go
 * with the jar, or when memory is short. Used by one thread at a time.
 */
final class FactsCache {

    private final Map<JarContent, SoftReference<Read>> jars = new WeakHashMap<>();

    /** What was read of one jar: classes by name, and each symbol once. */
    private record Read(Map<String, ClassFacts> classes, Map<Symbol, Symbol> symbols) {}

    /** The facts of a class that a jar holds. */
    ClassFacts facts(JarContent jar, String internalName) {
        Read read = Optional.ofNullable(jars.get(jar)).map(SoftReference::get).orElse(null);
        if (read == null) {
            read = new Read(new HashMap<>(), new HashMap<>());
            jars.put(jar, new SoftReference<>(read));
        }
        ClassFacts known = read.classes().get(internalName);
        if (known == null) {
            byte[] bytes = jar.entry(internalName + ".class").orElse(new byte[0]);
            known = ClassReader.facts(internalName, bytes, read.symbols());
            read.classes().put(internalName, known);
        }
        return known;
    }
}
