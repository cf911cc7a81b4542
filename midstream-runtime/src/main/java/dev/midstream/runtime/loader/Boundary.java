package dev.midstream.runtime.loader;

import java.lang.module.ModuleFinder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What every module sees of the world outside the app: the JDK, the API, the slf4j API, and the
 * packages of the host's contracts. By package, so that a miss costs one look-up and no exception.
 */
public final class Boundary {

    private static final Set<String> JDK = jdkPackages();

    private final Map<String, ClassLoader> packages = new HashMap<>();

    /**
     * A boundary.
     *
     * @param contracts the types that the host shares with modules; their whole packages are shared
     */
    public Boundary(Set<Class<?>> contracts) {
        ClassLoader host = Boundary.class.getClassLoader();
        packages.put("dev.midstream.api", host);
        for (String slf4j : new String[] {"", ".event", ".helpers", ".spi"}) {
            packages.put("org.slf4j" + slf4j, host);
        }
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
        return JDK.contains(packageName)
                ? Optional.of(ClassLoader.getPlatformClassLoader())
                : Optional.empty();
    }

    /** Whether a package is the JDK's or Midstream's own, so that no app may define it. */
    public static boolean isProtected(String packageName) {
        return JDK.contains(packageName)
                || packageName.startsWith("java.")
                || packageName.startsWith("dev.midstream.api");
    }

    private static Set<String> jdkPackages() {
        Set<String> packages = new HashSet<>();
        ModuleFinder.ofSystem().findAll().forEach(m -> packages.addAll(m.descriptor().packages()));
        return Set.copyOf(packages);
    }
}
