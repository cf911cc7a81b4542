package dev.midstream.runtime.graph;

import dev.midstream.runtime.artefact.Artefact;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.graph.Descriptor.Entry;
import dev.midstream.runtime.graph.Descriptor.Kind;
import dev.midstream.runtime.graph.ScannedApp.ScannedLibrary;
import dev.midstream.runtime.graph.ScannedApp.ScannedModule;
import dev.midstream.runtime.graph.ScannedApp.SharedLibraries;
import dev.midstream.runtime.loader.Boundary;
import dev.midstream.runtime.loader.JarCache;
import dev.midstream.runtime.loader.JarContent;
import java.io.IOException;
import java.lang.classfile.ClassModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads an artefact's jars into descriptors, and decides where each library is loaded. */
public final class AppScan {

    private final Artefact artefact;
    private final JarCache cache;
    private final Map<String, Artefact.Module> modules = new TreeMap<>();
    private final Map<String, Artefact.Library> libraries = new HashMap<>();
    private final Map<String, String> digests = new HashMap<>();
    private final Map<String, JarContent> moduleJars = new HashMap<>();

    private AppScan(Artefact artefact, JarCache cache) {
        this.artefact = artefact;
        this.cache = cache;
    }

    /**
     * Reads an artefact.
     *
     * @param cache where unpacked jars are kept
     * @throws Refused with a {@link GraphError} for what cannot be read or stands in it twice
     */
    public static ScannedApp scan(Artefact artefact, JarCache cache) throws Refused {
        return new AppScan(artefact, cache).scan();
    }

    private ScannedApp scan() throws Refused {
        for (Artefact.Library library : artefact.libraries()) {
            libraries.put(library.id(), library);
        }
        for (Artefact.Module module : artefact.modules()) {
            modules.put(module.name(), module);
            digests.put(module.name(), Artefact.sha256(module.jar()));
            moduleJars.put(
                    module.name(), unpack(module.name(), digests.get(module.name()), module.jar()));
        }
        checkClasses();
        Map<String, ClassScan> scans = new HashMap<>();
        Map<String, Optional<Entry>> entries = new HashMap<>();
        for (Artefact.Module module : modules.values()) {
            ClassScan scan = scan(module);
            scans.put(module.name(), scan);
            entries.put(module.name(), scan.entry());
        }
        Scopes scopes = scopes(entries);
        Optional<SharedLibraries> shared = shared(scopes);
        List<ScannedModule> scanned = new ArrayList<>();
        for (Artefact.Module module : modules.values()) {
            ClassScan scan = scans.get(module.name());
            if (scan != null) {
                Optional<Entry> entry = entries.getOrDefault(module.name(), Optional.empty());
                Kind kind = entry.isPresent() ? Kind.APP : scan.kindWithoutEntry();
                scanned.add(
                        describe(
                                module,
                                kind,
                                entry,
                                scan.actors(entry.isPresent()),
                                scan.tokens(),
                                scopes,
                                shared));
            }
        }
        return new ScannedApp(artefact.app(), List.copyOf(scanned), shared);
    }

    /** Reads a module's classes; a parent of its AppModule may stand in any jar that it sees. */
    private ClassScan scan(Artefact.Module module) throws Refused {
        List<JarContent> visible = new ArrayList<>(List.of(content(module.name())));
        for (String id : module.libraries()) {
            visible.add(library(id));
        }
        for (String required : module.requires()) {
            visible.add(content(required));
        }
        Map<String, byte[]> classes = content(module.name()).classes();
        return new ClassScan(module.name(), classes, type -> find(module, visible, type));
    }

    private Scopes scopes(Map<String, Optional<Entry>> entries) throws Refused {
        Map<String, JarContent> contents = new HashMap<>();
        Set<String> declared = new TreeSet<>();
        for (Artefact.Library library : artefact.libraries()) {
            contents.put(library.id(), library(library.id()));
            if (library.shared()) {
                declared.add(library.id());
            }
        }
        Map<String, Set<String>> met = new HashMap<>();
        for (Artefact.Module module : modules.values()) {
            if (!module.libraries().isEmpty()) {
                met.put(
                        module.name(),
                        met(module, entries.getOrDefault(module.name(), Optional.empty())));
            }
        }
        return Scopes.of(modules, contents, declared, met);
    }

    /** The types that others can meet when they use a module or its services. */
    private Set<String> met(Artefact.Module module, Optional<Entry> entry) {
        Set<String> types = new HashSet<>();
        if (modules.values().stream().anyMatch(m -> m.requires().contains(module.name()))) {
            types.addAll(TypeUse.shownByModule(content(module.name())));
        }
        entry.ifPresent(own -> {
            own.needs().forEach(need -> TypeUse.inSignature(need.type().signature(), types));
            own.provides().forEach(made -> TypeUse.inSignature(made.type().signature(), types));
        });
        return types;
    }

    private ScannedModule describe(
            Artefact.Module module,
            Kind kind,
            Optional<Entry> entry,
            List<ActorFact> actors,
            List<String> tokens,
            Scopes scopes,
            Optional<SharedLibraries> shared)
            throws Refused {
        String name = module.name();
        List<ScannedLibrary> shown = libraries(scopes.shown(name));
        List<ScannedLibrary> hidden = libraries(scopes.hidden(name));
        boolean usesShared = module.libraries().stream().anyMatch(scopes.shared()::contains);
        StringBuilder identity = new StringBuilder(String.valueOf(digests.get(name)));
        List<String> own = new ArrayList<>();
        for (ScannedLibrary library : shown) {
            own.add(library.id());
            identity.append("\nshows ").append(library.id()).append(' ').append(digest(library));
        }
        for (ScannedLibrary library : hidden) {
            own.add(library.id());
            identity.append("\nhides ").append(library.id()).append(' ').append(digest(library));
        }
        identity.append('\n').append(module.requires());
        if (usesShared) {
            identity.append('\n').append(shared.map(SharedLibraries::version).orElse(""));
        }
        JarContent jar = content(name);
        Descriptor descriptor =
                new Descriptor(
                        name,
                        digest(identity.toString()),
                        kind,
                        module.requires(),
                        List.copyOf(own),
                        usesShared,
                        entry,
                        packages(jar.classes().keySet()),
                        actors,
                        tokens);
        return new ScannedModule(descriptor, jar, shown, hidden);
    }

    private List<ScannedLibrary> libraries(List<String> ids) throws Refused {
        List<ScannedLibrary> found = new ArrayList<>();
        for (String id : ids) {
            found.add(new ScannedLibrary(id, library(id)));
        }
        return List.copyOf(found);
    }

    private String digest(ScannedLibrary library) {
        return String.valueOf(digests.get(library.id()));
    }

    private Optional<SharedLibraries> shared(Scopes scopes) throws Refused {
        if (scopes.shared().isEmpty()) {
            return Optional.empty();
        }
        List<JarContent> jars = new ArrayList<>();
        StringBuilder identity = new StringBuilder();
        for (String id : scopes.shared()) {
            jars.add(library(id));
            identity.append(id).append(' ').append(digests.get(id)).append('\n');
        }
        return Optional.of(
                new SharedLibraries(
                        digest(identity.toString()),
                        List.copyOf(scopes.shared()),
                        List.copyOf(jars)));
    }

    private JarContent library(String id) throws Refused {
        Artefact.Library library = libraries.get(id);
        if (library == null) {
            throw new IllegalStateException("a read artefact holds every library, not " + id);
        }
        String digest = digests.computeIfAbsent(id, i -> Artefact.sha256(library.jar()));
        return unpack(id, digest, library.jar());
    }

    private JarContent content(String module) {
        JarContent jar = moduleJars.get(module);
        if (jar == null) {
            throw new IllegalStateException("module " + module + " was not unpacked");
        }
        return jar;
    }

    private JarContent unpack(String subject, String digest, byte[] jar) throws Refused {
        try {
            return cache.read(digest, jar);
        } catch (IOException e) {
            throw new Refused(
                    GraphError.UNREADABLE_CLASS,
                    subject,
                    "its jar cannot be read: " + e.getMessage(),
                    "Build or download the jar again");
        }
    }

    private static Optional<ClassModel> find(
            Artefact.Module module, List<JarContent> visible, String internalName) {
        String entry = internalName + ".class";
        for (JarContent jar : visible) {
            Optional<byte[]> bytes = jar.entry(entry);
            if (bytes.isPresent()) {
                try {
                    return Optional.of(ClassScan.parse(module.name(), entry, bytes.get()));
                } catch (Refused unreadable) {
                    return Optional
                            .empty(); // a library's class; the JVM will name it if it is used
                }
            }
        }
        return Optional.empty();
    }

    private void checkClasses() throws Refused {
        List<Finding> findings = new ArrayList<>();
        Map<String, String> owners = new LinkedHashMap<>();
        Set<String> reported = new HashSet<>();
        for (String module : modules.keySet()) {
            for (String entry : content(module).classes().keySet()) {
                String other = owners.putIfAbsent(entry, module);
                if (other != null && reported.add(other + " " + module)) {
                    findings.add(duplicate(entry, other, module));
                }
            }
            for (String name : packages(content(module).classes().keySet())) {
                if (Boundary.isProtected(name)) {
                    findings.add(protectedPackage(module, name));
                }
            }
        }
        if (!findings.isEmpty()) {
            throw new Refused(findings);
        }
    }

    private static Finding duplicate(String entry, String one, String two) {
        return Finding.error(
                GraphError.DUPLICATE_CLASS,
                two,
                "holds " + className(entry) + ", and so does module '" + one + "'",
                "A class belongs to one module; remove the copy or depend on the other module");
    }

    private static Finding protectedPackage(String module, String name) {
        return Finding.error(
                GraphError.PROTECTED_PACKAGE,
                module,
                "has classes in package " + name + ", which belongs to the JDK or to Midstream",
                "Move them to a package of the app's own");
    }

    private static String className(String entry) {
        return entry.substring(0, entry.length() - ".class".length()).replace('/', '.');
    }

    private static Set<String> packages(Set<String> entries) {
        Set<String> packages = new TreeSet<>();
        for (String entry : entries) {
            int slash = entry.lastIndexOf('/');
            packages.add(slash < 0 ? "" : entry.substring(0, slash).replace('/', '.'));
        }
        return packages;
    }

    private static String digest(String text) {
        return Artefact.sha256(text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .substring(0, 12);
    }
}
