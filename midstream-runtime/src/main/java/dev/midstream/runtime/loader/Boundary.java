package dev.midstream.runtime.loader;

import java.lang.module.ModuleFinder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What every module sees of the world outside the app: the JDK, the API, the slf4j API, and the
 * packages of the host's contracts. By package, so that a miss costs one look-up and no exception.
 */
public final class Boundary {

    private static final Map<String, ClassLoader> JDK = jdkPackages();

    /** What slf4j-api consists of. Bridges and bindings below org.slf4j are libraries like any. */
    private static final Set<String> SLF4J =
            Set.of("org.slf4j", "org.slf4j.event", "org.slf4j.helpers", "org.slf4j.spi");

    private final Map<String, ClassLoader> packages = new HashMap<>();

    /**
     * A boundary.
     *
     * @param contracts the types that the host shares with modules; their whole packages are shared
     */
    public Boundary(Set<Class<?>> contracts) {
        ClassLoader host = Boundary.class.getClassLoader();
        packages.put("dev.midstream.api", host);
        SLF4J.forEach(slf4j -> packages.put(slf4j, host));
        for (Class<?> contract : contracts) {
            ClassLoader loader = contract.getClassLoader();
            if (loader != null) {
                packages.put(contract.getPackageName(), loader);
            }
        }
    }

    /** The loader that defines a package for all modules; empty if the package is the app's. */
    public Optional<ClassLoader> owner(String packageName) {
        ClassLoader host = packages.get(packageName);
        if (host != null) {
            return Optional.of(host);
        }
        return Optional.ofNullable(JDK.get(packageName));
    }

    /**
     * Whether a package is the JDK's, the slf4j API's or Midstream's own, so that no module may
     * have classes in it; in a library they are left out of account.
     */
    public static boolean isProtected(String packageName) {
        return JDK.containsKey(packageName)
                || SLF4J.contains(packageName)
                || packageName.startsWith("java.")
                || packageName.startsWith("dev.midstream.api");
    }

    private static Map<String, ClassLoader> jdkPackages() {
        Map<String, ClassLoader> packages = new HashMap<>();
        ClassLoader platform = ClassLoader.getPlatformClassLoader();
        ModuleFinder.ofSystem()
                .findAll()
                .forEach(module -> {
                    // The JDK's tools, the compiler among them, have the application's loader.
                    ClassLoader owner =
                            ModuleLayer.boot()
                                    .findModule(module.descriptor().name())
                                    .map(Module::getClassLoader)
                                    .orElse(platform);
                    module.descriptor().packages().forEach(name -> packages.put(name, owner));
                });
        return Map.copyOf(packages);
    }
}
