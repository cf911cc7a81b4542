package dev.midstream.runtime.linkage;

import dev.midstream.runtime.finding.Severity;
import dev.midstream.runtime.graph.ScannedApp.SharedLibraries;
import dev.midstream.runtime.linkage.Definition.Kind;
import dev.midstream.runtime.linkage.Problem.At;
import dev.midstream.runtime.linkage.Space.Packed;
import java.lang.reflect.AccessFlag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Native code belongs to one loader at a time: the JVM refuses to load it for a module's next
 * version while the one before is not collected.
 *
 * <p>Native methods alone are no harm: Netty's are in a private library of many an app that never
 * loads their code. What counts is code that can be loaded: binaries in a jar beside native methods
 * in its loader, or native methods in a jar that loads code itself.
 */
final class NativeCode {

    private static final Set<String> BINARIES = Set.of(".so", ".dll", ".dylib", ".jnilib");
    private static final Set<String> LOADS = Set.of("load", "loadLibrary", "load0");

    private final Report report;

    NativeCode(Report report) {
        this.report = report;
    }

    void check(Space space, List<Packed> jars) {
        if (space.name().equals(SharedLibraries.NAME)) {
            return;
        }
        Optional<At> anyNative =
                jars.stream().flatMap(jar -> firstNative(jar).stream()).findFirst();
        for (Packed jar : jars) {
            Optional<At> own = firstNative(jar);
            boolean binaries = hasBinaries(jar);
            if (own.isPresent() && jar.unit().kind() == Kind.MODULE) {
                report.add(ofModule(own.get()));
            } else if (own.isPresent() && (binaries || loads(jar))) {
                report.add(ofLibrary(own.get(), jar, "has native methods, such as "));
            } else if (binaries && anyNative.isPresent() && own.isEmpty()) {
                report.add(ofLibrary(anyNative.get(), jar, "has the native code of "));
            }
        }
    }

    private static Problem ofLibrary(At at, Packed jar, String has) {
        String id = jar.unit().name();
        String[] coordinates = id.split(":", -1);
        String name = coordinates.length < 2 ? id : coordinates[0] + ":" + coordinates[1];
        return new Problem(
                LinkError.NATIVE,
                Severity.ERROR,
                at,
                id,
                "library "
                        + id
                        + " "
                        + has
                        + Descriptors.name(at.type().name())
                        + "."
                        + Descriptors.member(at.method())
                        + "; the JVM loads native code into one loader at a time, and this one ends"
                        + " with the module's next version",
                "Add "
                        + name
                        + " to the property midstream.shared of the app's root pom: then one loader"
                        + " of the app keeps it");
    }

    private static Problem ofModule(At at) {
        return new Problem(
                LinkError.NATIVE,
                Severity.ERROR,
                at,
                at.method(),
                at.text()
                        + " is native; the JVM loads native code into one loader at a time, and this"
                        + " one ends with the module's next version",
                "Move it into a library of its own, and name that in the property midstream.shared"
                        + " of the app's root pom");
    }

    private static Optional<At> firstNative(Packed jar) {
        for (Definition type : jar.classes()) {
            for (Map.Entry<String, Integer> method : type.shape().methods().entrySet()) {
                if (ClassFacts.has(method.getValue(), AccessFlag.NATIVE)) {
                    return Optional.of(At.of(type, method.getKey(), 0));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean hasBinaries(Packed jar) {
        return jar.jar().names().stream()
                .anyMatch(name -> BINARIES.stream().anyMatch(name::endsWith));
    }

    private static boolean loads(Packed jar) {
        return jar.classes().stream()
                .flatMap(type -> type.facts().bodies().stream())
                .flatMap(body -> body.references().stream())
                .map(Reference::symbol)
                .filter(symbol -> symbol.use().ofMethod())
                .anyMatch(symbol ->
                        (symbol.owner().equals("java/lang/System")
                                        || symbol.owner().equals("java/lang/Runtime"))
                                && LOADS.contains(symbol.name()));
    }
}
