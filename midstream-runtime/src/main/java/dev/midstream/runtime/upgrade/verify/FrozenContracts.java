package dev.midstream.runtime.upgrade.verify;

import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.generation.HostTypes;
import dev.midstream.runtime.graph.ScannedApp;
import dev.midstream.runtime.loader.JarContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares contract types that stand on the host's own class path with those that a release brings,
 * in its modules or in its libraries. The host's are the ones that run, with their whole packages,
 * so a difference would show only when a call fails.
 */
final class FrozenContracts {

    /** Types that one jar gets wrong are named one by one up to here. */
    private static final int NAMED = 10;

    private final Map<String, ClassLoader> packages = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    private FrozenContracts(HostTypes host) {
        for (Class<?> type : host.shared()) {
            if (type.getClassLoader() != null) {
                packages.put(type.getPackageName(), type.getClassLoader());
            }
        }
    }

    static List<Finding> check(ScannedApp app, HostTypes host) {
        FrozenContracts frozen = new FrozenContracts(host);
        if (!frozen.packages.isEmpty()) {
            for (ScannedApp.ScannedModule module : app.modules()) {
                String name = module.descriptor().name();
                frozen.check(name, module.jar());
                for (var libraries : List.of(module.shown(), module.hidden())) {
                    libraries.forEach(each -> frozen.check(each.id() + " of " + name, each.jar()));
                }
            }
            app.shared().ifPresent(frozen::checkShared);
        }
        return frozen.findings;
    }

    private void checkShared(ScannedApp.SharedLibraries shared) {
        for (int i = 0; i < shared.jars().size(); i++) {
            check(shared.ids().get(i) + ", shared", shared.jars().get(i));
        }
    }

    private void check(String subject, JarContent jar) {
        Map<String, byte[]> ours = new TreeMap<>();
        jar.classes()
                .forEach((entry, bytes) -> owner(entry).ifPresent(_ -> ours.put(entry, bytes)));
        int before = findings.size();
        for (Map.Entry<String, byte[]> file : ours.entrySet()) {
            if (findings.size() - before < NAMED) {
                owner(file.getKey())
                        .flatMap(loader -> compare(subject, file.getKey(), file.getValue(), loader))
                        .ifPresent(findings::add);
            }
        }
    }

    private Optional<ClassLoader> owner(String entry) {
        int slash = Math.max(0, entry.lastIndexOf('/'));
        return Optional.ofNullable(packages.get(entry.substring(0, slash).replace('/', '.')));
    }

    private static Optional<Finding> compare(
            String subject, String entry, byte[] ours, ClassLoader loader) {
        Optional<TypeShape> release = TypeShape.of(ours);
        if (release.isEmpty()) {
            return Optional.empty(); // nothing outside its package can rely on it
        }
        String name = entry.substring(0, entry.length() - ".class".length()).replace('/', '.');
        Optional<byte[]> running = hosts(entry, loader);
        if (running.isEmpty()) {
            return Optional.of(split(subject, name));
        }
        List<String> differences =
                TypeShape.of(running.get())
                        .map(host -> host.differencesTo(release.get()))
                        .orElse(List.of("it is not public on the host's class path"));
        return differences.isEmpty()
                ? Optional.empty()
                : Optional.of(changed(subject, name, differences));
    }

    private static Finding split(String subject, String name) {
        String inPackage = name.substring(0, Math.max(0, name.lastIndexOf('.')));
        return Finding.error(
                ReleaseError.FROZEN_PACKAGE_SPLIT,
                subject,
                name
                        + " would join package "
                        + inPackage
                        + ", which is frozen: all of it comes from the host's class path, and the"
                        + " host has no such type",
                "Put new types into a package of their own, or restart the host with the new"
                        + " contract");
    }

    private static Finding changed(String subject, String name, List<String> differences) {
        return Finding.error(
                ReleaseError.CONTRACT_FROZEN,
                subject,
                name
                        + " is a contract on the host's class path, frozen while the host runs, and"
                        + " the release has it otherwise: "
                        + String.join("; ", differences),
                "Take the change back, add a new contract type in a package of its own, or restart"
                        + " the host with the new contract");
    }

    private static Optional<byte[]> hosts(String entry, ClassLoader loader) {
        try (InputStream in = loader.getResourceAsStream(entry)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
