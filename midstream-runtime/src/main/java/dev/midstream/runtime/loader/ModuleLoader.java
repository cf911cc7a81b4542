package dev.midstream.runtime.loader;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Attributes.Name;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * The class loader of one module version, or of the libraries that an app's modules share.
 *
 * <p>Asks in this order: the {@link Boundary} for packages that are its own, this loader's jars,
 * what the loaders of the modules that this one requires show. Defines from memory, so that no jar
 * stays open. Parallel capable.
 */
public final class ModuleLoader extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    private final Boundary boundary;
    private final List<JarContent> jars;
    private final List<JarContent> shown;
    private final Map<String, JarContent> index = new HashMap<>();
    private final List<ModuleLoader> required;
    private volatile boolean usesDriverManager;
    private volatile boolean usesIntrospector;
    private final Map<JarContent, Origin> origins = new HashMap<>();

    /** A loader that shows all of its jars. */
    public ModuleLoader(
            String name, Boundary boundary, List<JarContent> jars, List<ModuleLoader> required) {
        this(name, boundary, new OwnJars(jars, List.of()), required);
    }

    /**
     * A loader.
     *
     * @param name unique within the host's life: module, version and generation; every JFR and log
     *     line about its classes has it
     * @param boundary what lies outside the app
     * @param own what it defines
     * @param required the loaders of the modules that this one may refer to, direct and transitive,
     *     then the shared libraries
     */
    public ModuleLoader(String name, Boundary boundary, OwnJars own, List<ModuleLoader> required) {
        super(name, ClassLoader.getPlatformClassLoader());
        this.boundary = boundary;
        this.jars = own.all();
        this.shown = own.shown();
        this.required = List.copyOf(required);
        for (JarContent jar : this.jars) {
            for (String entry : jar.names()) {
                index.putIfAbsent(entry, jar);
            }
            origins.put(jar, origin(jar));
        }
    }

    /** Where the classes and resources of one jar say that they come from. */
    private record Origin(ProtectionDomain domain, ResourceUrls urls) {}

    private Origin origin(JarContent jar) {
        CodeSource source = new CodeSource(jar.location(), (Certificate[]) null);
        return new Origin(new ProtectionDomain(source, null, this, null), new ResourceUrls(jar));
    }

    /** Whether this is the loader of a module's very jar: equal digests give the same object. */
    @SuppressWarnings("ReferenceEquality")
    public boolean isOf(JarContent jar) {
        return jars.getFirst() == jar;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        int dot = name.lastIndexOf('.');
        Optional<ClassLoader> outside = boundary.owner(dot < 0 ? "" : name.substring(0, dot));
        if (outside.isPresent()) {
            note(name);
            return Class.forName(name, false, outside.get());
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                loaded = findApart(name);
            }
            if (resolve) {
                resolveClass(loaded);
            }
            return loaded;
        }
    }

    private void note(String jdkClass) {
        switch (jdkClass) {
            case "java.sql.DriverManager" -> usesDriverManager = true;
            case "java.beans.Introspector" -> usesIntrospector = true;
            default -> {
                // Nothing else keeps what it is given.
            }
        }
    }

    /** Whether any class of this loader has asked for the Introspector, which keeps classes. */
    public boolean usesIntrospector() {
        return usesIntrospector;
    }

    /** Whether any class of this loader has asked for the DriverManager. */
    boolean usesDriverManager() {
        return usesDriverManager;
    }

    /** Defines one of the host's classes here; the same if it has been already. */
    Class<?> define(String name, byte[] bytes) {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : defineClass(name, bytes, 0, bytes.length);
        }
    }

    private Class<?> findApart(String name) throws ClassNotFoundException {
        String entry = name.replace('.', '/') + ".class";
        if (index.containsKey(entry)) {
            return findClass(name);
        }
        for (ModuleLoader other : required) {
            if (other.shows(entry)) {
                return other.loadClass(name, false);
            }
        }
        throw new ClassNotFoundException(name + " is not visible to " + getName());
    }

    /** Whether who requires this loader finds an entry here. Few jars are shown; all are few. */
    private boolean shows(String entry) {
        JarContent jar = index.get(entry);
        return jar != null && shown.contains(jar);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        String entry = name.replace('.', '/') + ".class";
        JarContent jar = index.get(entry);
        Origin origin = origins.get(jar);
        if (jar == null || origin == null) {
            throw new ClassNotFoundException(name + " is not in " + getName());
        }
        byte[] bytes = jar.entry(entry).orElseThrow();
        definePackageOf(name, jar);
        return defineClass(name, bytes, 0, bytes.length, origin.domain());
    }

    /**
     * Gives a package what its jar's manifest says of it: {@code Implementation-Version} and such.
     * That it is sealed is told and not enforced, since a module's jars are one run-time unit.
     */
    private void definePackageOf(String className, JarContent jar) {
        int dot = className.lastIndexOf('.');
        String name = dot < 0 ? "" : className.substring(0, dot);
        Optional<Manifest> manifest = jar.manifest();
        if (name.isEmpty() || manifest.isEmpty() || getDefinedPackage(name) != null) {
            return;
        }
        Attributes main = manifest.get().getMainAttributes();
        Attributes own = manifest.get().getAttributes(name.replace('.', '/') + "/");
        try {
            definePackage(
                    name,
                    value(main, own, Name.SPECIFICATION_TITLE),
                    value(main, own, Name.SPECIFICATION_VERSION),
                    value(main, own, Name.SPECIFICATION_VENDOR),
                    value(main, own, Name.IMPLEMENTATION_TITLE),
                    value(main, own, Name.IMPLEMENTATION_VERSION),
                    value(main, own, Name.IMPLEMENTATION_VENDOR),
                    "true".equalsIgnoreCase(value(main, own, Name.SEALED)) ? jar.location() : null);
        } catch (IllegalArgumentException another) {
            // Another thread has defined it meanwhile, from the same jar.
        }
    }

    private static @Nullable String value(Attributes main, @Nullable Attributes own, Name name) {
        String ofPackage = own == null ? null : own.getValue(name);
        return ofPackage != null ? ofPackage : main.getValue(name);
    }

    @Override
    public @Nullable URL getResource(String name) {
        Optional<ClassLoader> outside = ownerOfClassFile(name);
        if (outside.isPresent()) {
            return outside.get().getResource(name);
        }
        List<URL> found = found(name, true);
        return found.isEmpty() ? getParent().getResource(name) : found.getFirst();
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        Optional<ClassLoader> outside = ownerOfClassFile(name);
        if (outside.isPresent()) {
            return outside.get().getResources(name);
        }
        List<URL> found = found(name, false);
        getParent().getResources(name).asIterator().forEachRemaining(found::add);
        return Collections.enumeration(found);
    }

    /** A class file is found where its class would be. */
    private Optional<ClassLoader> ownerOfClassFile(String name) {
        int slash = name.lastIndexOf('/');
        return slash > 0 && name.endsWith(".class")
                ? boundary.owner(name.substring(0, slash).replace('/', '.'))
                : Optional.empty();
    }

    /** In this loader's jars, then in what the required ones show; all, or the first only. */
    private List<URL> found(String name, boolean first) {
        List<URL> found = new ArrayList<>(own(jars, name, first));
        for (ModuleLoader other : required) {
            if (first && !found.isEmpty()) {
                return found;
            }
            found.addAll(other.own(other.shown, name, first));
        }
        return found;
    }

    @Override
    protected @Nullable URL findResource(String name) {
        List<URL> found = own(jars, name, true);
        return found.isEmpty() ? null : found.getFirst();
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        return Collections.enumeration(own(jars, name, false));
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        JarContent jar = ownerOfClassFile(name).isPresent() ? null : index.get(name);
        return jar != null
                ? new ByteArrayInputStream(jar.entry(name).orElseThrow())
                : super.getResourceAsStream(name);
    }

    /** The addresses of an entry, or of a folder that has entries, in some of its jars. */
    private List<URL> own(List<JarContent> in, String name, boolean first) {
        List<URL> found = new ArrayList<>();
        for (JarContent jar : in) {
            Origin origin = origins.get(jar);
            if (origin != null && (jar.entry(name).isPresent() || jar.isDirectory(name))) {
                found.add(origin.urls().url(name));
                if (first) {
                    return found;
                }
            }
        }
        return found;
    }
}
