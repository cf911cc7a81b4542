package dev.midstream.build.maven;

import dev.midstream.build.project.BuildError;
import dev.midstream.build.project.HostLibraries;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.maven.model.Model;

/** The libraries that an app declares as shared, in a property of its root pom. */
final class SharedLibraries {

    /** {@code groupId:artifactId}, separated by blanks or commas. */
    static final String PROPERTY = "midstream.shared";

    /** Names that a refusal lists. */
    private static final int SHOWN = 20;

    private SharedLibraries() {}

    /**
     * The ids of the declared libraries and of all that they depend on.
     *
     * @throws Refused with {@link BuildError#UNKNOWN_SHARED} for a name that no module depends on
     */
    static Set<String> of(Model root, Collection<Dependencies> modules) throws Refused {
        Set<String> names = new TreeSet<>();
        Stream.of(root.getProperties().getProperty(PROPERTY, "").split("[\\s,]+"))
                .filter(name -> !name.isEmpty())
                .forEach(names::add);
        Set<String> known = new TreeSet<>();
        Set<String> ids = new TreeSet<>();
        for (Dependencies module : modules) {
            known.addAll(module.versions().keySet());
            ids.addAll(module.withAllTheyNeed(names));
        }
        List<Finding> findings = new ArrayList<>();
        for (String name : names) {
            if (!known.contains(name)) {
                findings.add(unknown(root.getArtifactId(), name, known));
            }
        }
        if (!findings.isEmpty()) {
            throw new Refused(findings);
        }
        return ids;
    }

    private static Finding unknown(String app, String name, Set<String> known) {
        String[] parts = name.split(":", -1);
        if (parts.length == 2 && HostLibraries.gives(parts[0], parts[1])) {
            return Finding.error(
                    BuildError.UNKNOWN_SHARED,
                    app,
                    PROPERTY + " names " + name + ", which the host gives to every module",
                    "Remove the name");
        }
        List<String> shown = known.stream().limit(SHOWN).toList();
        return Finding.error(
                BuildError.UNKNOWN_SHARED,
                app,
                PROPERTY
                        + " names "
                        + name
                        + "; groupId:artifactId of a library that a module needs at run time"
                        + " expected, of which there are "
                        + (known.isEmpty() ? "none" : String.join(", ", shown))
                        + (known.size() > SHOWN ? " and " + (known.size() - SHOWN) + " more" : ""),
                "Correct or remove the name in the root pom");
    }
}
