package dev.midstream.build.plain;

import dev.midstream.build.project.BuildError;
import dev.midstream.runtime.finding.Refused;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which of several jars refer to which others, from the names in their classes. */
final class BytecodeReferences {

    /** A class name inside a descriptor or a generic signature. */
    private static final Pattern IN_SIGNATURE = Pattern.compile("L([\\w$/]+)[;<]");

    private final SortedMap<String, Set<String>> direct = new TreeMap<>();
    private final List<String> order = new ArrayList<>();

    private BytecodeReferences() {}

    /** Reads all classes of all jars. */
    static BytecodeReferences of(SortedMap<String, Map<String, byte[]>> jars) throws Refused {
        Map<String, String> owners = new HashMap<>();
        jars.forEach((module, entries) ->
                entries.keySet().stream()
                        .filter(name -> name.endsWith(".class"))
                        .forEach(name ->
                                owners.putIfAbsent(name.replaceFirst("\\.class$", ""), module)));
        BytecodeReferences references = new BytecodeReferences();
        for (Map.Entry<String, Map<String, byte[]>> jar : jars.entrySet()) {
            Set<String> needed = new TreeSet<>();
            for (Map.Entry<String, byte[]> entry : jar.getValue().entrySet()) {
                if (entry.getKey().endsWith(".class")) {
                    for (String name : names(jar.getKey(), entry.getKey(), entry.getValue())) {
                        String owner = owners.get(name);
                        if (owner != null && !owner.equals(jar.getKey())) {
                            needed.add(owner);
                        }
                    }
                }
            }
            references.direct.put(jar.getKey(), needed);
        }
        List<String> path = new ArrayList<>();
        for (String module : jars.keySet()) {
            references.visit(module, path);
        }
        return references;
    }

    /** The modules, each after those it needs. */
    List<String> order() {
        return order;
    }

    /** What a module needs, direct and transitive. */
    Set<String> requires(String module) {
        Set<String> all = new LinkedHashSet<>();
        List<String> open = new ArrayList<>(direct.getOrDefault(module, Set.of()));
        while (!open.isEmpty()) {
            String next = open.removeLast();
            if (all.add(next)) {
                open.addAll(direct.getOrDefault(next, Set.of()));
            }
        }
        return all;
    }

    private void visit(String module, List<String> path) throws Refused {
        int open = path.indexOf(module);
        if (open >= 0) {
            throw new Refused(
                    BuildError.CYCLE,
                    module,
                    "jars refer to each other in a circle: "
                            + String.join(" -> ", path.subList(open, path.size()))
                            + " -> "
                            + module,
                    "Join them, or move what they share into a jar of its own");
        }
        if (order.contains(module)) {
            return;
        }
        path.add(module);
        for (String needed : direct.getOrDefault(module, Set.of())) {
            visit(needed, path);
        }
        path.removeLast();
        order.add(module);
    }

    private static Set<String> names(String module, String entry, byte[] bytes) throws Refused {
        Set<String> names = new LinkedHashSet<>();
        try {
            ClassModel model = ClassFile.of().parse(bytes);
            for (PoolEntry constant : model.constantPool()) {
                if (constant instanceof ClassEntry type) {
                    names.add(type.asInternalName().replaceFirst("^\\[+L(.*);$", "$1"));
                } else if (constant instanceof Utf8Entry text) {
                    Matcher matcher = IN_SIGNATURE.matcher(text.stringValue());
                    while (matcher.find()) {
                        names.add(matcher.group(1));
                    }
                }
            }
        } catch (IllegalArgumentException e) {
            throw new Refused(
                    BuildError.UNREADABLE,
                    module,
                    "its class " + entry + " cannot be read: " + e.getMessage(),
                    "Build the jar again");
        }
        return names;
    }
}
