package dev.midstream.runtime.graph;

import dev.midstream.runtime.graph.ScannedApp.ScannedModule;
import dev.midstream.runtime.graph.ScannedApp.SharedLibraries;
import dev.midstream.runtime.loader.JarContent;
import dev.midstream.runtime.loader.OwnJars;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Who sees what in an app: the answers that its loaders will give, before any of them exists. Says
 * nothing of packages that the host owns ({@link dev.midstream.runtime.loader.Boundary}); a loader
 * asks for these first.
 */
public final class Sight {

    private final Map<String, OwnJars> own = new HashMap<>();
    private final Map<String, List<String>> required = new HashMap<>();

    private Sight(ScannedApp app) {
        app.shared()
                .ifPresent(shared ->
                        own.put(SharedLibraries.NAME, new OwnJars(shared.jars(), List.of())));
        for (ScannedModule module : app.modules()) {
            String name = module.descriptor().name();
            own.put(name, module.own());
            List<String> others = new ArrayList<>(new TreeSet<>(module.descriptor().requires()));
            if (module.descriptor().usesShared()) {
                others.add(SharedLibraries.NAME);
            }
            required.put(name, others);
        }
    }

    /** Who sees what in an app. */
    public static Sight of(ScannedApp app) {
        return new Sight(app);
    }

    /**
     * Where a class or resource comes from.
     *
     * @param loader the module whose loader defines it, or {@link SharedLibraries#NAME}
     * @param jar the jar that holds it
     */
    public record Place(String loader, JarContent jar) {}

    /**
     * Finds what a loader finds.
     *
     * @param loader a module, or {@link SharedLibraries#NAME}
     * @param entry the name in a jar, for example {@code shop/Price.class}
     */
    public Optional<Place> find(String loader, String entry) {
        Optional<Place> here = in(loader, jars(loader).all(), entry);
        if (here.isPresent()) {
            return here;
        }
        for (String other : required.getOrDefault(loader, List.of())) {
            Optional<Place> there = in(other, jars(other).shown(), entry);
            if (there.isPresent()) {
                return there;
            }
        }
        return Optional.empty();
    }

    /** What a loader defines; nothing for an unknown one. */
    public OwnJars jars(String loader) {
        return own.getOrDefault(loader, new OwnJars(List.of(), List.of()));
    }

    private static Optional<Place> in(String loader, List<JarContent> jars, String entry) {
        return jars.stream()
                .filter(jar -> jar.entry(entry).isPresent())
                .findFirst()
                .map(jar -> new Place(loader, jar));
    }
}
