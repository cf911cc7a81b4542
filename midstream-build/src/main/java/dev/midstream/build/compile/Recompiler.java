package dev.midstream.build.compile;

import dev.midstream.build.project.JavacSettings;
import dev.midstream.runtime.artefact.Artefact;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Compiles a module's changed sources alone, against the classes that the others left, where that
 * gives what compiling all of them would give; otherwise all.
 *
 * <p>Alone is enough if the same sources exist as before, and what the compiler can see of the
 * changed ones from outside is the same after as before. Nothing else of one source gets into the
 * classes of another. Whatever is unusual (an error, a state that does not fit) is compiled whole.
 */
public final class Recompiler {

    /** Above this share of a module's sources, compiling them alone saves nothing. */
    private static final int SMALL_PART = 4;

    private final Javac javac;
    private final String module;
    private final Snapshot snapshot;
    private final JavacSettings settings;
    private final List<Path> classPath;

    /** For one module. */
    public Recompiler(
            Javac javac,
            String module,
            Snapshot snapshot,
            JavacSettings settings,
            List<Path> classPath) {
        this.javac = javac;
        this.module = module;
        this.snapshot = snapshot;
        this.settings = settings;
        this.classPath = List.copyOf(classPath);
    }

    /**
     * What a compilation leaves.
     *
     * @param files what belongs into the jar beside the resources
     * @param compiled how many sources were compiled
     * @param warnings the compiler's warnings, if the settings ask for them
     * @param state what the next compilation may build upon; empty if it cannot
     */
    public record Recompiled(
            SortedMap<String, byte[]> files,
            int compiled,
            List<Finding> warnings,
            Optional<ModuleState> state) {}

    /** The sources that differ from an earlier state; empty if that state is of no use. */
    public Optional<List<Snapshot.Source>> changed(ModuleState before) {
        List<Snapshot.Source> changed = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (Snapshot.Source source : snapshot.sources()) {
            ModuleState.Source known = before.sources().get(source.name());
            if (known == null || seen.merge(source.name(), 1, Integer::sum) > 1) {
                return Optional.empty();
            }
            if (!known.sha256().equals(Artefact.sha256(source.content()))) {
                changed.add(source);
            }
        }
        boolean same = seen.size() == before.sources().size();
        boolean few = changed.size() <= 1 || changed.size() * SMALL_PART <= seen.size();
        return same && few ? Optional.of(changed) : Optional.empty();
    }

    /** Compiles all sources. */
    public Recompiled all(String output) throws Refused {
        if (snapshot.sources().isEmpty()) {
            return new Recompiled(new TreeMap<>(), 0, List.of(), Optional.empty());
        }
        Javac.Output compiled =
                javac.compile(
                        module,
                        snapshot.sources(),
                        new Javac.Surroundings(snapshot.resources(), classPath, new TreeMap<>()),
                        settings);
        return new Recompiled(
                compiled.files(),
                snapshot.sources().size(),
                compiled.warnings(),
                state(output, compiled, Optional.empty()));
    }

    /**
     * Compiles changed sources alone; empty if that would not do.
     *
     * @param output the key under which the result will be kept
     * @param changed the sources that differ from the state
     * @param before the state
     * @param jar the output of that state
     */
    public Optional<Recompiled> some(
            String output, List<Snapshot.Source> changed, ModuleState before, byte[] jar) {
        try {
            SortedMap<String, byte[]> others = others(changed, before, Jars.read(jar));
            if (changed.isEmpty()) {
                ModuleState state = new ModuleState(output, before.sources());
                return Optional.of(new Recompiled(others, 0, List.of(), Optional.of(state)));
            }
            Javac.Output compiled =
                    javac.compile(
                            module,
                            changed,
                            new Javac.Surroundings(snapshot.resources(), classPath, others),
                            settings);
            Optional<ModuleState> after = state(output, compiled, Optional.of(before));
            if (after.filter(state -> looksTheSame(changed, before, state)).isEmpty()
                    || !Collections.disjoint(compiled.files().keySet(), others.keySet())) {
                return Optional.empty();
            }
            others.putAll(compiled.files());
            return Optional.of(new Recompiled(others, changed.size(), compiled.warnings(), after));
        } catch (IOException | IllegalArgumentException | Refused unfit) {
            // An error may have more to say with all sources at hand.
            return Optional.empty();
        }
    }

    /** The classes of the sources that did not change. */
    private static SortedMap<String, byte[]> others(
            List<Snapshot.Source> changed, ModuleState before, Map<String, byte[]> jar)
            throws IOException {
        Map<String, ModuleState.Source> unchanged = new HashMap<>(before.sources());
        changed.forEach(source -> unchanged.remove(source.name()));
        SortedMap<String, byte[]> others = new TreeMap<>();
        for (ModuleState.Source source : unchanged.values()) {
            for (String entry : source.classes().keySet()) {
                byte[] content = jar.get(entry);
                if (content == null) {
                    throw new IOException("no " + entry + " in the output");
                }
                others.put(entry, content);
            }
        }
        return others;
    }

    private static boolean looksTheSame(
            List<Snapshot.Source> changed, ModuleState before, ModuleState after) {
        return changed.stream()
                .allMatch(source ->
                        visible(before, source.name()).equals(visible(after, source.name())));
    }

    private static Map<String, String> visible(ModuleState state, String source) {
        Map<String, String> visible = new TreeMap<>();
        Optional.ofNullable(state.sources().get(source))
                .ifPresent(known -> visible.putAll(known.classes()));
        visible.values().removeIf(Abi.INVISIBLE::equals);
        return visible;
    }

    /** No state if a file came from something else than a source, which would be lost next time. */
    private Optional<ModuleState> state(
            String output, Javac.Output compiled, Optional<ModuleState> before) {
        if (!compiled.classes().keySet().equals(compiled.files().keySet())) {
            return Optional.empty();
        }
        return Optional.of(ModuleState.of(output, snapshot, compiled.classes(), before));
    }
}
