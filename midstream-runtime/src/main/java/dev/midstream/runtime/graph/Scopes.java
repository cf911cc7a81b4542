package dev.midstream.runtime.graph;

import dev.midstream.runtime.artefact.Artefact;
import dev.midstream.runtime.loader.JarContent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where each library of an app is loaded.
 *
 * <p><i>Shared</i>, one loader for the app: what the app declares so; what two modules show of
 * which neither requires the other, so that a type has one definition wherever it can be met from
 * two sides; and everything that one of these refers to. <i>Shown</i>, loaded with a module and
 * seen by its dependents: a library whose types stand in the signatures of a module that others
 * require, or in what an AppModule needs and provides, with the libraries whose types its own
 * signatures have. <i>Hidden</i>, loaded with a module and seen by nobody else: all others, so that
 * each module has its own copy, which dies with it.
 */
final class Scopes {

    private final Map<String, Artefact.Module> modules;
    private final Map<String, JarContent> libraries;
    private final Map<String, Set<String>> shown = new TreeMap<>();
    private final Map<String, Set<String>> shownByLibrary = new HashMap<>();
    private final Set<String> shared = new TreeSet<>();

    private Scopes(Map<String, Artefact.Module> modules, Map<String, JarContent> libraries) {
        this.modules = modules;
        this.libraries = libraries;
    }

    /**
     * Decides.
     *
     * @param modules the app's modules by name
     * @param libraries its libraries by id
     * @param declared the ids of those that it declares as shared
     * @param met by module, the types that others can meet when they use it
     */
    static Scopes of(
            Map<String, Artefact.Module> modules,
            Map<String, JarContent> libraries,
            Set<String> declared,
            Map<String, Set<String>> met) {
        Scopes scopes = new Scopes(modules, libraries);
        scopes.decide(declared, met);
        return scopes;
    }

    private void decide(Set<String> declared, Map<String, Set<String>> met) {
        modules.forEach((name, module) ->
                shown.put(name, reachable(module.libraries(), met.getOrDefault(name, Set.of()))));
        shared.addAll(declared);
        Map<String, Set<String>> showers = new TreeMap<>();
        shown.forEach((module, ids) ->
                ids.forEach(id -> showers.computeIfAbsent(id, key -> new TreeSet<>()).add(module)));
        showers.forEach((id, of) -> {
            long lowest =
                    of.stream().filter(m -> requires(m).stream().noneMatch(of::contains)).count();
            if (lowest > 1) {
                shared.add(id);
            }
        });
        share();
    }

    /** Adds what the shared ones refer to: their loader sees no other. */
    private void share() {
        List<String> open = new ArrayList<>(shared);
        while (!open.isEmpty()) {
            JarContent jar = libraries.get(open.removeLast());
            if (jar != null) {
                for (String id : holders(libraries.keySet(), TypeUse.named(jar))) {
                    if (shared.add(id)) {
                        open.add(id);
                    }
                }
            }
        }
    }

    /** The libraries that hold some of these types, and those whose types these show in turn. */
    private Set<String> reachable(List<String> ids, Set<String> types) {
        Set<String> reached = new TreeSet<>();
        List<String> open = new ArrayList<>(holders(ids, types));
        while (!open.isEmpty()) {
            String id = open.removeLast();
            if (reached.add(id)) {
                open.addAll(holders(ids, shownBy(id)));
            }
        }
        return reached;
    }

    private Set<String> shownBy(String id) {
        return shownByLibrary.computeIfAbsent(
                id,
                key -> {
                    JarContent jar = libraries.get(key);
                    return jar == null ? Set.of() : TypeUse.shownByLibrary(jar);
                });
    }

    private Set<String> holders(Collection<String> ids, Set<String> types) {
        Set<String> holders = new TreeSet<>();
        for (String type : types) {
            String entry = type + ".class";
            for (String id : ids) {
                JarContent jar = libraries.get(id);
                if (jar != null && jar.entry(entry).isPresent()) {
                    holders.add(id);
                    break;
                }
            }
        }
        return holders;
    }

    /** The ids of the shared libraries, sorted. */
    Set<String> shared() {
        return shared;
    }

    /** The ids of the libraries that are loaded with a module and seen by its dependents. */
    List<String> shown(String module) {
        return own(module).stream().filter(id -> shows(module, id)).toList();
    }

    /** The ids of the libraries that are loaded with a module and seen by nobody else. */
    List<String> hidden(String module) {
        return own(module).stream().filter(id -> !shows(module, id)).toList();
    }

    private boolean shows(String module, String id) {
        return shown.getOrDefault(module, Set.of()).contains(id);
    }

    private List<String> own(String module) {
        Set<String> elsewhere = new HashSet<>(shared);
        requires(module).forEach(other -> elsewhere.addAll(shown.getOrDefault(other, Set.of())));
        Artefact.Module known = modules.get(module);
        return known == null
                ? List.of()
                : known.libraries().stream().filter(id -> !elsewhere.contains(id)).toList();
    }

    private Set<String> requires(String module) {
        Artefact.Module known = modules.get(module);
        return known == null ? Set.of() : known.requires();
    }
}
