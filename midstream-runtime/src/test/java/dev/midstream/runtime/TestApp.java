package dev.midstream.runtime;

import dev.midstream.api.AppModule;
import dev.midstream.runtime.artefact.Artefact;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An app as a test writes it: Java sources as text, compiled in memory. Immutable, so that the next
 * version is made from this one:
 *
 * <pre>
 * TestApp v1 =
 *         TestApp.named("shop")
 *                 .module("contract", "package c; public interface Pricing { int price(); }")
 *                 .module("pricing", List.of("contract"), "package p; public class …");
 * TestApp v2 = v1.module("pricing", List.of("contract"), "package p; public class …");
 * midstream.upgrade(v2.bytes());
 * </pre>
 *
 * <p>Jars are the same bytes for the same sources, and compiled once per test run.
 */
public final class TestApp {

    /** A file that marks a library as declared shared. */
    private static final String SHARED = "META-INF/shared";

    private static final Map<String, Map<String, byte[]>> COMPILED = new ConcurrentHashMap<>();

    private final String name;
    private final Map<String, Part> modules;
    private final Map<String, Part> libraries;

    private TestApp(String name, Map<String, Part> modules, Map<String, Part> libraries) {
        this.name = name;
        this.modules = modules;
        this.libraries = libraries;
    }

    /** What one jar is made of. */
    private record Part(
            List<String> requires,
            List<String> libraries,
            List<String> sources,
            Map<String, byte[]> files) {}

    /** An app without modules. */
    public static TestApp named(String name) {
        return new TestApp(name, Map.of(), Map.of());
    }

    /** This app with a module, in place of one of that name if there is one. */
    public TestApp module(String module, String... sources) {
        return module(module, List.of(), List.of(), sources);
    }

    /**
     * This app with a module that sees others.
     *
     * @param requires the modules it depends on directly; the others follow from theirs
     */
    public TestApp module(String module, List<String> requires, String... sources) {
        return module(module, requires, List.of(), sources);
    }

    /**
     * This app with a module that sees others and has libraries.
     *
     * @param ids the libraries it depends on itself
     */
    public TestApp module(
            String module, List<String> requires, List<String> ids, String... sources) {
        Part part = new Part(requires, ids, List.of(sources), Map.of());
        return new TestApp(name, with(modules, module, part), libraries);
    }

    /** This app without a module. */
    public TestApp without(String module) {
        Map<String, Part> left = new LinkedHashMap<>(modules);
        left.remove(module);
        return new TestApp(name, left, libraries);
    }

    /** This app with a library, {@code groupId:artifactId:version}, compiled on its own. */
    public TestApp library(String id, String... sources) {
        return library(id, List.of(), sources);
    }

    /**
     * This app with a library that refers to others.
     *
     * @param ids the libraries it is compiled against
     */
    public TestApp library(String id, List<String> ids, String... sources) {
        Part part = new Part(List.of(), ids, List.of(sources), Map.of());
        return new TestApp(name, modules, with(libraries, id, part));
    }

    /** This app with a library that it declares as shared. */
    public TestApp sharing(String id) {
        return file(id, SHARED, new byte[0]);
    }

    /** This app with a file in the jar of a module or library that it has already. */
    public TestApp file(String jar, String path, String content) {
        return file(jar, path, content.getBytes(StandardCharsets.UTF_8));
    }

    /** This app with a file in the jar of a module or library that it has already. */
    public TestApp file(String jar, String path, byte[] content) {
        if (modules.containsKey(jar)) {
            Part part = withFile(part(modules, jar), path, content);
            return new TestApp(name, with(modules, jar, part), libraries);
        }
        Part part = withFile(part(libraries, jar), path, content);
        return new TestApp(name, modules, with(libraries, jar, part));
    }

    /**
     * Compiles what is not compiled yet.
     *
     * @throws AssertionError with the compiler's diagnostics
     */
    public Artefact artefact() {
        List<Artefact.Module> built = new ArrayList<>();
        modules.forEach((module, part) -> {
            Set<String> requires = closure(module);
            Set<String> ids = new LinkedHashSet<>(part.libraries());
            requires.forEach(other -> ids.addAll(part(modules, other).libraries()));
            built.add(new Artefact.Module(module, requires, List.copyOf(ids), jar(module)));
        });
        List<Artefact.Library> libs = new ArrayList<>();
        libraries.forEach((id, part) ->
                libs.add(
                        new Artefact.Library(
                                id, part.files().containsKey(SHARED), Jars.of(library(id)))));
        return new Artefact(name, built, libs);
    }

    /** The artefact file, as {@code upgrade} takes it. */
    public byte[] bytes() {
        return artefact().write();
    }

    /** The name of the release that {@link #bytes} is. */
    public String release() {
        return Artefact.release(bytes());
    }

    /** The class files of one module: entry name to bytes. */
    public Map<String, byte[]> classes(String module) {
        Map<String, byte[]> classes = new TreeMap<>(content(module));
        classes.keySet().removeIf(entry -> !entry.endsWith(".class"));
        return classes;
    }

    /** The jar of one module. */
    public byte[] jar(String module) {
        return Jars.of(content(module));
    }

    private Map<String, byte[]> content(String module) {
        Part part = part(modules, module);
        Map<String, byte[]> visible = new TreeMap<>();
        List<String> ids = new ArrayList<>(part.libraries());
        for (String required : closure(module)) {
            visible.putAll(content(required));
            ids.addAll(part(modules, required).libraries());
        }
        ids.forEach(id -> visible.putAll(library(id)));
        return content(part, visible);
    }

    private Map<String, byte[]> library(String id) {
        Part part = part(libraries, id);
        Map<String, byte[]> visible = new TreeMap<>();
        part.libraries().forEach(other -> visible.putAll(library(other)));
        return content(part, visible);
    }

    private static Map<String, byte[]> content(Part part, Map<String, byte[]> visible) {
        Map<String, byte[]> content = new TreeMap<>(part.files());
        if (!part.sources().isEmpty()) {
            StringBuilder key = new StringBuilder(part.sources().toString());
            visible.forEach((path, bytes) -> key.append(path).append(Artefact.sha256(bytes)));
            content.putAll(
                    COMPILED.computeIfAbsent(
                            key.toString(), k -> TestCompiler.compile(part.sources(), visible)));
        }
        return content;
    }

    private Set<String> closure(String module) {
        Set<String> closure = new LinkedHashSet<>();
        for (String required : part(modules, module).requires()) {
            closure.add(required);
            closure.addAll(closure(required));
        }
        return closure;
    }

    private static Part part(Map<String, Part> parts, String name) {
        Part part = parts.get(name);
        if (part == null) {
            throw new AssertionError("the test's app has no " + name + ", only " + parts.keySet());
        }
        return part;
    }

    private static Part withFile(Part part, String path, byte[] content) {
        Map<String, byte[]> files = new HashMap<>(part.files());
        files.put(path, content);
        return new Part(part.requires(), part.libraries(), part.sources(), files);
    }

    private static Map<String, Part> with(Map<String, Part> parts, String name, Part part) {
        Map<String, Part> all = new LinkedHashMap<>(parts);
        all.put(name, part);
        return all;
    }

    /** Where the API's classes are, for compilers. */
    static String apiLocation() {
        return AppModule.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    }
}
