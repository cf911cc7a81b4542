package dev.midstream.runtime.graph;

import dev.midstream.runtime.artefact.Artefact;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.graph.Descriptor.Entry;
import dev.midstream.runtime.graph.Descriptor.Kind;
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

/**
 * Reads an artefact's jars into descriptors, and decides which libraries are shared: those of any
 * module that others require, so that a type has one definition wherever it can be seen twice. All
 * other libraries are private to the module version and die with it.
 */
public final class AppScan {

    private final Artefact artefact;
    private final JarCache cache;
    private final Map<String, Artefact.Module> modules = new TreeMap<>();
    private final Map<String, Artefact.Library> libraries = new HashMap<>();
    private final Map<String, String> digests = new HashMap<>();
    private final Map<String, JarContent> moduleJars = new HashMap<>();
    private final Set<String> shared = new TreeSet<>();

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
        for (Artefact.Module module : modules.values()) {
            for (String required : module.requires()) {
                Artefact.Module other = modules.get(required);
                if (other != null) {
                    shared.addAll(other.libraries());
                }
            }
        }
        Optional<SharedLibraries> sharedLibraries = sharedLibraries();
        String sharedVersion = sharedLibraries.map(SharedLibraries::version).orElse("");
        List<ScannedModule> scanned = new ArrayList<>();
        for (Artefact.Module module : modules.values()) {
            scanned.add(scan(module, sharedVersion));
        }
        return new ScannedApp(artefact.app(), List.copyOf(scanned), sharedLibraries);
    }

    private ScannedModule scan(Artefact.Module module, String sharedVersion) throws Refused {
        String name = module.name();
        boolean usesShared = usesShared(module);
        List<String> own =
                module.libraries().stream().filter(id -> !usesShared || !isShared(id)).toList();
        JarContent jar = content(name);
        List<JarContent> jars = new ArrayList<>(List.of(jar));
        StringBuilder identity = new StringBuilder(digests.get(name));
        for (String id : own) {
            jars.add(library(id));
            identity.append('\n').append(id).append(' ').append(digests.get(id));
        }
        identity.append('\n').append(module.requires());
        if (usesShared) {
            identity.append('\n').append(sharedVersion);
        }
        Map<String, byte[]> classes = jar.classes();
        ClassScan scan = new ClassScan(name, classes, type -> find(module, jars, type));
        Optional<Entry> entry = scan.entry();
        Descriptor descriptor =
                new Descriptor(
                        name,
                        digest(identity.toString()),
                        entry.isPresent() ? Kind.APP : scan.kindWithoutEntry(),
                        module.requires(),
                        own,
                        usesShared,
                        entry,
                        packages(classes.keySet()));
        return new ScannedModule(descriptor, List.copyOf(jars));
    }

    private boolean usesShared(Artefact.Module module) {
        boolean required =
                modules.values().stream().anyMatch(m -> m.requires().contains(module.name()));
        return (required && !module.libraries().isEmpty())
                || module.requires().stream()
                        .map(modules::get)
                        .anyMatch(other -> other != null && !other.libraries().isEmpty());
    }

    /** Whether a library, in whatever version, is among the shared ones. */
    private boolean isShared(String id) {
        return shared.contains(id)
                || shared.stream().anyMatch(s -> unversioned(s).equals(unversioned(id)));
    }

    private static String unversioned(String id) {
        String[] parts = id.split(":", -1);
        return parts.length < 3
                ? id
                : parts[0] + ":" + parts[1] + (parts.length > 3 ? parts[3] : "");
    }

    private Optional<SharedLibraries> sharedLibraries() throws Refused {
        if (shared.isEmpty()) {
            return Optional.empty();
        }
        List<JarContent> jars = new ArrayList<>();
        StringBuilder identity = new StringBuilder();
        for (String id : shared) {
            jars.add(library(id));
            identity.append(id).append(' ').append(digests.get(id)).append('\n');
        }
        return Optional.of(
                new SharedLibraries(
                        digest(identity.toString()), List.copyOf(shared), List.copyOf(jars)));
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

    private Optional<ClassModel> find(
            Artefact.Module module, List<JarContent> jars, String internalName) {
        String entry = internalName + ".class";
        List<JarContent> visible = new ArrayList<>(jars);
        module.requires().forEach(required -> visible.add(content(required)));
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
