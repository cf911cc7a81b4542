package dev.midstream.runtime.linkage;

import dev.midstream.runtime.graph.Sight;
import dev.midstream.runtime.linkage.Definition.Unit;
import dev.midstream.runtime.loader.JarContent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The loader of a module, or of the shared libraries, before it exists. */
final class Space implements Origin {

    private final String name;
    private final Spaces spaces;
    private final Sight sight;
    private final Map<String, Optional<Definition>> seen = new HashMap<>();
    private final Map<String, Definition> defined = new HashMap<>();

    Space(String name, Spaces spaces, Sight sight) {
        this.name = name;
        this.spaces = spaces;
        this.sight = sight;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<Definition> find(String internalName) {
        Optional<Definition> known = seen.get(internalName);
        if (known == null) {
            known = look(internalName);
            seen.put(internalName, known);
        }
        return known;
    }

    private Optional<Definition> look(String internalName) {
        Optional<Origin> outside = spaces.outside(ClassFacts.packageOf(internalName));
        if (outside.isPresent()) {
            return outside.get().find(internalName);
        }
        return sight.find(name, internalName + ".class")
                .map(place -> spaces.space(place.loader()).define(internalName, place.jar()));
    }

    private Definition define(String internalName, JarContent jar) {
        return defined.computeIfAbsent(
                internalName,
                n -> {
                    Unit unit = spaces.unit(name, jar);
                    return new Definition(this, unit, spaces.facts(jar, n));
                });
    }

    /** All that this loader would define, by jar. */
    List<Packed> jars() {
        List<Packed> all = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JarContent jar : sight.jars(name).all()) {
            List<Definition> classes = new ArrayList<>();
            for (String entry : jar.classes().keySet()) {
                String type = entry.substring(0, entry.length() - ".class".length());
                boolean outside = spaces.outside(ClassFacts.packageOf(type)).isPresent();
                if (!outside && names.add(type)) {
                    classes.add(define(type, jar));
                }
            }
            all.add(new Packed(jar, spaces.unit(name, jar), List.copyOf(classes)));
        }
        return all;
    }

    /**
     * A jar of this loader.
     *
     * @param classes what is defined from it: not what stands in an earlier jar too, nor what is in
     *     a package that is not the app's
     */
    record Packed(JarContent jar, Unit unit, List<Definition> classes) {}
}
