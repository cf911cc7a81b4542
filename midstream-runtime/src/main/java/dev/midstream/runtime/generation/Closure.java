package dev.midstream.runtime.generation;

import dev.midstream.runtime.graph.ModuleGraph;
import dev.midstream.runtime.graph.ScannedApp.ScannedModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which modules an upgrade loads anew, why, and what that costs.
 *
 * @param modules how many modules the release has
 * @param reloads those that are loaded anew, by name
 */
public record Closure(int modules, List<Reload> reloads) {

    /** Nothing is loaded. */
    public static final Closure NONE = new Closure(0, List.of());

    /** So many dependents are named in a summary. */
    private static final int NAMED = 5;

    /** Copies. */
    public Closure {
        reloads = List.copyOf(reloads);
    }

    /**
     * One module that is loaded anew.
     *
     * @param module its name
     * @param reason why, for people: {@code changed}, {@code service Tax of pricing}
     * @param because the module that it is loaded anew for; empty if it is for its own sake
     * @param classes how many classes its own jar has
     * @param libraryClasses how many those of the libraries have that are loaded with it, which the
     *     JVM reads as they are needed
     */
    public record Reload(
            String module,
            String reason,
            Optional<String> because,
            int classes,
            int libraryClasses) {

        private String shown() {
            String by =
                    reason.startsWith("service ")
                            ? " by " + reason.substring(0, reason.lastIndexOf(" of "))
                            : " by class";
            return module + " ← " + because.orElse("?") + by;
        }
    }

    static Closure of(ModuleGraph graph, Map<String, String> fresh, Map<String, String> because) {
        List<Reload> reloads = new ArrayList<>();
        fresh.forEach((name, reason) ->
                graph.module(name)
                        .ifPresent(module ->
                                reloads.add(
                                        new Reload(
                                                name,
                                                reason,
                                                Optional.ofNullable(because.get(name)),
                                                module.jar().classes().size(),
                                                libraryClasses(module)))));
        return new Closure(graph.modules().size(), reloads);
    }

    private static int libraryClasses(ScannedModule module) {
        return module.own().all().stream()
                .filter(jar -> !jar.equals(module.jar()))
                .mapToInt(jar -> jar.classes().size())
                .sum();
    }

    /** How many modules are loaded anew for their own sake. */
    public int changed() {
        return (int) reloads.stream().filter(reload -> reload.because().isEmpty()).count();
    }

    /** How many classes the jars of the reloaded modules have, without libraries. */
    public int classes() {
        return reloads.stream().mapToInt(Reload::classes).sum();
    }

    /**
     * In one line: {@code changed 1 of 40, reloads 7 (web ← pricing by service Tax, …), 210
     * classes}.
     */
    public String summary() {
        List<String> dragged =
                reloads.stream()
                        .filter(reload -> reload.because().isPresent())
                        .map(Reload::shown)
                        .toList();
        String named = String.join(", ", dragged.subList(0, Math.min(NAMED, dragged.size())));
        String more = dragged.size() > NAMED ? " and " + (dragged.size() - NAMED) + " more" : "";
        return String.format(
                Locale.ROOT,
                "changed %d of %d, reloads %d%s, %d class%s",
                changed(),
                modules,
                reloads.size(),
                dragged.isEmpty() ? "" : " (" + named + more + ")",
                classes(),
                classes() == 1 ? "" : "es");
    }
}
