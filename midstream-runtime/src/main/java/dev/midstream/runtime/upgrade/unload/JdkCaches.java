package dev.midstream.runtime.upgrade.unload;

import dev.midstream.runtime.loader.ModuleLoader;
import java.beans.Introspector;
import java.util.Collection;

/** Empties caches of the JDK that would keep a released module. */
final class JdkCaches {

    private static final boolean BEANS = ModuleLayer.boot().findModule("java.desktop").isPresent();

    private JdkCaches() {}

    /**
     * The Introspector keeps what it has seen until memory is short, part of it by thread group, of
     * which virtual threads have one of their own. Flushing costs others a second look at a bean.
     */
    static void flush(Collection<ModuleLoader> released) {
        if (BEANS && released.stream().anyMatch(ModuleLoader::usesIntrospector)) {
            Introspector.flushCaches();
            Thread.ofVirtual()
                    .name("midstream-flush")
                    .inheritInheritableThreadLocals(false)
                    .start(Introspector::flushCaches);
        }
    }
}
