package dev.midstream.runtime.loader;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.ArrayList;
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
    private final ProtectionDomain domain;

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
        for (JarContent jar : jars) {
            for (String entry : jar.names()) {
                index.putIfAbsent(entry, jar);
            }
        }
        CodeSource source = new CodeSource(url(name, "", new byte[0]), (Certificate[]) null);
        domain = new ProtectionDomain(source, null, this, null);
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
        byte[] bytes = bytes(entry);
        if (bytes == null) {
            throw new ClassNotFoundException(name + " is not in " + getName());
        }
        definePackageOf(name, entry);
        return defineClass(name, bytes, 0, bytes.length, domain);
    }

    /**
     * Gives a package what its jar's manifest says of it: {@code Implementation-Version} and such.
     */
    private void definePackageOf(String className, String entry) {
        int dot = className.lastIndexOf('.');
        String name = dot < 0 ? "" : className.substring(0, dot);
        Optional<Manifest> manifest =
                Optional.ofNullable(index.get(entry)).flatMap(JarContent::manifest);
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
                    null);
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
        URL own = findResource(name);
        if (own != null) {
            return own;
        }
        for (ModuleLoader other : required) {
            URL theirs = other.shows(name) ? other.findResource(name) : null;
            if (theirs != null) {
                return theirs;
            }
        }
        return getParent().getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws java.io.IOException {
        List<URL> found = new ArrayList<>();
        found.addAll(own(jars.size(), name));
        for (ModuleLoader other : required) {
            found.addAll(other.own(other.shown.size(), name));
        }
        getParent().getResources(name).asIterator().forEachRemaining(found::add);
        return java.util.Collections.enumeration(found);
    }

    @Override
    protected @Nullable URL findResource(String name) {
        byte[] bytes = bytes(name);
        return bytes == null ? null : url(String.valueOf(getName()), name, bytes);
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        return java.util.Collections.enumeration(own(jars.size(), name));
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        byte[] bytes = bytes(name);
        return bytes != null ? new ByteArrayInputStream(bytes) : super.getResourceAsStream(name);
    }

    /** The addresses of an entry in the first jars. */
    private List<URL> own(int first, String name) {
        List<URL> found = new ArrayList<>();
        for (int jar = 0; jar < first; jar++) {
            Optional<byte[]> bytes = jars.get(jar).entry(name);
            if (bytes.isPresent()) {
                // The jar's number keeps the addresses of equal names apart.
                found.add(url(getName() + "/" + jar, name, bytes.get()));
            }
        }
        return found;
    }

    private byte @Nullable [] bytes(String entry) {
        JarContent jar = index.get(entry);
        return jar == null ? null : jar.entry(entry).orElse(null);
    }

    private static URL url(String loader, String name, byte[] bytes) {
        try {
            URI uri = new URI("midstream", null, "/" + loader + "/" + name, null);
            return URL.of(uri, new InMemory(bytes));
        } catch (URISyntaxException | java.net.MalformedURLException e) {
            throw new IllegalArgumentException("resource '" + name + "' of " + loader, e);
        }
    }

    /** Opens an address that this loader gave out. Knows the bytes, not the loader. */
    private static final class InMemory extends URLStreamHandler {
        private final byte[] bytes;

        InMemory(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {
                    connected = true;
                }

                @Override
                public long getContentLengthLong() {
                    return bytes.length;
                }

                @Override
                public InputStream getInputStream() {
                    return new ByteArrayInputStream(bytes);
                }
            };
        }
    }
}
