package dev.midstream.runtime.linkage;

import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Severity;
import dev.midstream.runtime.graph.ScannedApp;
import dev.midstream.runtime.linkage.Problem.At;
import dev.midstream.runtime.linkage.Reference.Reach;
import dev.midstream.runtime.linkage.Space.Packed;
import dev.midstream.runtime.loader.Boundary;
import java.lang.reflect.AccessFlag;
import java.util.List;
import java.util.Set;

/**
 * Links an app on paper. One per host; used by one thread at a time. Remembers what it has read of
 * jars and of the JDK, so that a second check reads only what is new.
 */
public final class LinkCheck {

    private final Boundary boundary;
    private final Outside outside = new Outside();
    private final FactsCache cache = new FactsCache();

    /**
     * A check.
     *
     * @param boundary what lies outside the app
     */
    public LinkCheck(Boundary boundary) {
        this.boundary = boundary;
    }

    /**
     * What would not link, and what is worth knowing; errors first.
     *
     * @param fresh the loaders that do not exist yet: modules, and {@link
     *     ScannedApp.SharedLibraries#NAME}. All that a kept one sees is kept, so that it links as
     *     before
     */
    public List<Finding> check(ScannedApp app, Set<String> fresh) {
        return new Run(new Spaces(app, boundary, outside, cache)).check(fresh);
    }

    /** One check of one app. */
    private static final class Run {
        private final Spaces spaces;
        private final Report report = new Report();
        private final ReferenceCheck references;
        private final ClassCheck classes;
        private final LibraryParts parts;
        private final SwitchCheck switches;
        private final NativeCode natives = new NativeCode(report);
        private final Lints lints;

        Run(Spaces spaces) {
            this.spaces = spaces;
            Resolver resolver = new Resolver();
            Access access = new Access(spaces, resolver);
            Constraints constraints = new Constraints();
            Implementation implementation = new Implementation(resolver, constraints);
            this.references =
                    new ReferenceCheck(spaces, resolver, access, constraints, implementation);
            this.classes = new ClassCheck(spaces, resolver, access, constraints, implementation);
            this.parts = new LibraryParts(references, report);
            this.switches = new SwitchCheck(resolver, report);
            this.lints = new Lints(references, report);
        }

        List<Finding> check(Set<String> fresh) {
            for (Space space : spaces.all()) {
                if (fresh.contains(space.name())) {
                    List<Packed> jars = space.jars();
                    natives.check(space, jars);
                    for (Packed jar : jars) {
                        checkJar(jar);
                    }
                }
            }
            return report.findings();
        }

        private void checkJar(Packed jar) {
            for (Definition type : jar.classes()) {
                At whole = At.ofClass(type);
                for (Fault fault : classes.check(type)) {
                    add(fault, whole);
                }
                for (Body body : type.facts().bodies()) {
                    for (Reference reference : body.references()) {
                        if (isOfTable(type, reference)) {
                            continue;
                        }
                        At at = At.of(type, body, reference);
                        references
                                .check(type, reference.symbol())
                                .ifPresent(fault -> add(fault, at));
                        if (type.ofModule()) {
                            parts.called(at, reference.symbol());
                        }
                    }
                }
                if (type.ofModule()) {
                    switches.check(type);
                    lints.check(type);
                }
            }
        }

        /** The compiler's tables of enum constants are made for constants that are gone. */
        private static boolean isOfTable(Definition type, Reference reference) {
            return reference.reach() == Reach.GUARDED && type.shape().is(AccessFlag.SYNTHETIC);
        }

        private void add(Fault fault, At at) {
            if (at.type().ofModule() || fault.ofApp()) {
                report.add(fault.at(at, Severity.ERROR));
            } else {
                parts.absent(at, fault);
            }
        }
    }
}
