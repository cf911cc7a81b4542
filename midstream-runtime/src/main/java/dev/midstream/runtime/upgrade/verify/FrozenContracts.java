package dev.midstream.runtime.upgrade.verify;

import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.generation.HostTypes;
import dev.midstream.runtime.graph.ScannedApp;
import dev.midstream.runtime.loader.JarContent;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares contract types that stand on the host's own class path with those that a release brings.
 * The host's are the ones that run, so a difference would show only when a call fails.
 */
final class FrozenContracts {

    private FrozenContracts() {}

    static List<Finding> check(ScannedApp app, HostTypes host) {
        Map<String, ClassLoader> frozen = new HashMap<>();
        for (Class<?> type : host.shared()) {
            if (type.getClassLoader() != null) {
                frozen.put(type.getPackageName(), type.getClassLoader());
            }
        }
        List<Finding> findings = new ArrayList<>();
        for (ScannedApp.ScannedModule module : app.modules()) {
            JarContent jar = module.jar();
            for (Map.Entry<String, byte[]> file : jar.classes().entrySet()) {
                int slash = Math.max(0, file.getKey().lastIndexOf('/'));
                ClassLoader loader =
                        frozen.get(file.getKey().substring(0, slash).replace('/', '.'));
                if (loader != null) {
                    compare(module.descriptor().name(), file.getKey(), file.getValue(), loader)
                            .forEach(findings::add);
                }
            }
        }
        return findings;
    }

    private static List<Finding> compare(
            String module, String entry, byte[] ours, ClassLoader loader) {
        Set<String> release = shape(ours);
        Set<String> running;
        try (InputStream in = loader.getResourceAsStream(entry)) {
            running = in == null ? Set.of() : shape(in.readAllBytes());
        } catch (IOException e) {
            running = Set.of();
        }
        if (release.equals(running)) {
            return List.of();
        }
        Set<String> added = new TreeSet<>(release);
        added.removeAll(running);
        Set<String> removed = new TreeSet<>(running);
        removed.removeAll(release);
        String name = entry.substring(0, entry.length() - ".class".length()).replace('/', '.');
        return List.of(
                Finding.error(
                        ReleaseError.CONTRACT_FROZEN,
                        module,
                        name
                                + " stands on the host's class path and cannot change while it runs;"
                                + (running.isEmpty() ? " the host has no such type" : "")
                                + (running.isEmpty() || added.isEmpty() ? "" : " added " + added)
                                + (removed.isEmpty() ? "" : " removed " + removed),
                        "Take the change back, put new types into a package of their own, or"
                                + " restart the host with the new contract"));
    }

    /** All of a type that code compiled against it may rely on. */
    private static Set<String> shape(byte[] bytes) {
        ClassModel type = ClassFile.of().parse(bytes);
        Set<String> shape = new TreeSet<>();
        if (type.flags().has(AccessFlag.SYNTHETIC)) {
            return Set.of("synthetic");
        }
        type.superclass().ifPresent(parent -> shape.add("extends " + parent.asInternalName()));
        type.interfaces().forEach(i -> shape.add("implements " + i.asInternalName()));
        type.findAttribute(Attributes.permittedSubclasses())
                .ifPresent(permitted ->
                        permitted
                                .permittedSubclasses()
                                .forEach(p -> shape.add("permits " + p.asInternalName())));
        type.fields().stream()
                .filter(field -> !field.flags().has(AccessFlag.PRIVATE))
                .forEach(field ->
                        shape.add(
                                field.fieldName().stringValue()
                                        + " "
                                        + field.fieldType().stringValue()));
        type.methods().stream()
                .filter(method -> !method.flags().has(AccessFlag.PRIVATE))
                .filter(method -> !method.flags().has(AccessFlag.SYNTHETIC))
                .forEach(method ->
                        shape.add(
                                method.methodName().stringValue()
                                        + method.methodType().stringValue()
                                        + (method.flags().has(AccessFlag.ABSTRACT)
                                                ? " abstract"
                                                : "")));
        return shape;
    }
}
