package dev.midstream.runtime.linkage;

import dev.midstream.runtime.graph.ScannedApp;
import dev.midstream.runtime.graph.ScannedApp.ScannedLibrary;
import dev.midstream.runtime.graph.ScannedApp.ScannedModule;
import dev.midstream.runtime.graph.ScannedApp.SharedLibraries;
import dev.midstream.runtime.graph.Sight;
import dev.midstream.runtime.linkage.Definition.Kind;
import dev.midstream.runtime.linkage.Definition.Unit;
import dev.midstream.runtime.loader.Boundary;
import dev.midstream.runtime.loader.JarContent;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All loaders of an app, before they exist. They ask each other as {@link Sight} says, and the
 * {@link Boundary} first, as the real ones do.
 *
 * <p>A module that an upgrade keeps has the jars that it had, and so have the modules that it
 * requires: an app's jars alone say what will run.
 */
final class Spaces {

    private final Boundary boundary;
    private final Outside outside;
    private final FactsCache cache;
    private final Map<String, Space> spaces = new LinkedHashMap<>();
    private final Map<Packed, Unit> units = new HashMap<>();
    private final Set<String> modulePackages = new HashSet<>();

    /** A jar in a loader: the same library may be in several. */
    private record Packed(String loader, JarContent jar) {}

    Spaces(ScannedApp app, Boundary boundary, Outside outside, FactsCache cache) {
        this.boundary = boundary;
        this.outside = outside;
        this.cache = cache;
        Sight sight = Sight.of(app);
        for (ScannedModule module : app.modules()) {
            String name = module.descriptor().name();
            spaces.put(name, new Space(name, this, sight));
            units.put(new Packed(name, module.jar()), new Unit(Kind.MODULE, name));
            Stream.concat(module.shown().stream(), module.hidden().stream())
                    .forEach(library -> addLibrary(name, library));
            module.descriptor().packages().forEach(p -> modulePackages.add(p.replace('.', '/')));
        }
        app.shared().ifPresent(shared -> addShared(shared, sight));
        removeLibraryPackages();
    }

    private void addShared(SharedLibraries shared, Sight sight) {
        String name = SharedLibraries.NAME;
        spaces.put(name, new Space(name, this, sight));
        for (int i = 0; i < shared.jars().size(); i++) {
            addLibrary(name, new ScannedLibrary(shared.ids().get(i), shared.jars().get(i)));
        }
    }

    private void addLibrary(String loader, ScannedLibrary library) {
        units.put(new Packed(loader, library.jar()), new Unit(Kind.LIBRARY, library.id()));
    }

    /** What is absent from a package that a library has too may be the library's own. */
    private void removeLibraryPackages() {
        units.forEach((packed, unit) -> {
            if (unit.kind() == Kind.LIBRARY) {
                for (String entry : packed.jar().names()) {
                    if (entry.endsWith(".class")) {
                        modulePackages.remove(ClassFacts.packageOf(entry));
                    }
                }
            }
        });
    }

    /** The loader outside the app that owns a package; empty if it is the app's. */
    Optional<Origin> outside(String packageName) {
        return boundary.owner(packageName.replace('/', '.')).map(outside::of);
    }

    /** Whether the JDK opens a package to all. */
    boolean isExported(String packageName) {
        return outside.isExported(packageName);
    }

    /** Whether classes of a package come from modules and from no library. */
    boolean isModulePackage(String packageName) {
        return modulePackages.contains(packageName);
    }

    Space space(String name) {
        return Optional.ofNullable(spaces.get(name)).orElseThrow();
    }

    Collection<Space> all() {
        return spaces.values();
    }

    Unit unit(String loader, JarContent jar) {
        return Optional.ofNullable(units.get(new Packed(loader, jar))).orElseThrow();
    }

    ClassFacts facts(JarContent jar, String internalName) {
        return cache.facts(jar, internalName);
    }

    /** Who defines a class, whether or not others see it. */
    List<Definition> everywhere(String internalName) {
        return spaces.values().stream()
                .flatMap(space -> space.find(internalName).stream())
                .filter(definition -> definition.origin() instanceof Space)
                .distinct()
                .toList();
    }
}
