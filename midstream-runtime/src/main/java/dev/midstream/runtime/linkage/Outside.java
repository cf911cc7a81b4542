package dev.midstream.runtime.linkage;

import dev.midstream.runtime.linkage.Definition.Kind;
import dev.midstream.runtime.linkage.Definition.Unit;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleFinder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The loaders outside the app: the JDK's, and those of the host. Read as bytes; nothing is loaded.
 * Kept for the life of a host, used by one thread at a time: it holds shapes of what apps refer to.
 */
final class Outside {

    private final Jdk jdk = new Jdk();
    private final Map<ClassLoader, OfHost> hosts = new HashMap<>();

    /** The loader as verify sees it. */
    Origin of(ClassLoader loader) {
        return loader.equals(ClassLoader.getPlatformClassLoader()) ? jdk : ofHost(loader);
    }

    private OfHost ofHost(ClassLoader loader) {
        OfHost known = hosts.get(loader);
        if (known == null) {
            known = new OfHost(loader, jdk, Optional.ofNullable(loader.getParent()).map(this::of));
            hosts.put(loader, known);
        }
        return known;
    }

    /** Whether a package is open to every class outside the JDK; only asked for the JDK's. */
    boolean isExported(String packageName) {
        return jdk.isExported(packageName);
    }

    /** The modules of the running JDK. A module that the JVM was started without is not there. */
    private static final class Jdk implements Origin {
        private final Map<String, Module> packages = new HashMap<>();
        private final Map<String, Optional<Definition>> known = new HashMap<>();

        Jdk() {
            ModuleFinder system = ModuleFinder.ofSystem();
            for (Module module : ModuleLayer.boot().modules()) {
                if (system.find(module.getName()).isPresent()) {
                    module.getPackages().forEach(name -> packages.put(name, module));
                }
            }
        }

        @Override
        public String name() {
            return "JDK " + Runtime.version().feature();
        }

        @Override
        public Optional<Definition> find(String internalName) {
            return known.computeIfAbsent(internalName, this::read);
        }

        boolean owns(String internalName) {
            return packages.containsKey(ClassFacts.packageOf(internalName).replace('/', '.'));
        }

        private Optional<Definition> read(String internalName) {
            Module module = packages.get(ClassFacts.packageOf(internalName).replace('/', '.'));
            if (module == null) {
                return Optional.empty();
            }
            try (InputStream in = module.getResourceAsStream(internalName + ".class")) {
                if (in == null) {
                    return Optional.empty();
                }
                ClassFacts shape = ClassReader.shape(internalName, in.readAllBytes());
                return Optional.of(new Definition(this, new Unit(Kind.JDK, name()), shape));
            } catch (IOException e) {
                return Optional.empty();
            }
        }

        boolean isExported(String packageName) {
            String name = packageName.replace('/', '.');
            Module module = packages.get(name);
            // An unnamed module sees what is exported to all, or to all unnamed ones.
            return module == null
                    || module.isExported(name)
                    || module.isExported(
                            name, ClassLoader.getSystemClassLoader().getUnnamedModule());
        }
    }

    /** A loader of the host, taken to ask its parent first as loaders do. */
    private static final class OfHost implements Origin {
        private final ClassLoader loader;
        private final Jdk jdk;
        private final Optional<Origin> parent;
        private final Map<String, Optional<Definition>> known = new HashMap<>();

        OfHost(ClassLoader loader, Jdk jdk, Optional<Origin> parent) {
            this.loader = loader;
            this.jdk = jdk;
            this.parent = parent;
        }

        @Override
        public String name() {
            return "the host";
        }

        @Override
        public Optional<Definition> find(String internalName) {
            Optional<Definition> found = known.get(internalName);
            if (found == null) {
                found =
                        jdk.owns(internalName)
                                ? jdk.find(internalName)
                                : parent.flatMap(above -> above.find(internalName))
                                        .or(() -> read(internalName));
                known.put(internalName, found);
            }
            return found;
        }

        private Optional<Definition> read(String internalName) {
            try (InputStream in = loader.getResourceAsStream(internalName + ".class")) {
                if (in == null) {
                    return Optional.empty();
                }
                ClassFacts shape = ClassReader.shape(internalName, in.readAllBytes());
                return Optional.of(new Definition(this, new Unit(Kind.HOST, name()), shape));
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }
}
