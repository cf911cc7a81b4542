package dev.midstream.runtime.linkage;

import dev.midstream.runtime.TestApp;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.finding.Severity;
import dev.midstream.runtime.graph.AppScan;
import dev.midstream.runtime.graph.ScannedApp;
import dev.midstream.runtime.loader.Boundary;
import dev.midstream.runtime.loader.JarCache;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Apps as they are linked on paper, and apps whose parts were not compiled together. */
final class LinkedApps {

    private LinkedApps() {}

    /** All that is said of an app that is loaded as a whole. */
    static List<Finding> findings(TestApp app) throws Refused {
        ScannedApp scanned = AppScan.scan(app.artefact(), new JarCache());
        Set<String> all = new HashSet<>(Set.of(ScannedApp.SharedLibraries.NAME));
        scanned.modules().forEach(module -> all.add(module.descriptor().name()));
        return new LinkCheck(new Boundary(Set.of())).check(scanned, all);
    }

    /** What is said with at least this weight. */
    static List<Finding> findings(TestApp app, Severity atLeast) throws Refused {
        return findings(app).stream().filter(f -> f.severity().compareTo(atLeast) <= 0).toList();
    }

    /** An app with a module as it was compiled in another one: nobody compiled it again. */
    static TestApp stale(TestApp app, String module, List<String> requires, TestApp compiledIn) {
        return stale(app, module, requires, List.of(), compiledIn);
    }

    /** The same for a module with libraries. */
    static TestApp stale(
            TestApp app,
            String module,
            List<String> requires,
            List<String> libraries,
            TestApp compiledIn) {
        TestApp stale = app.module(module, requires, libraries, new String[0]);
        for (Map.Entry<String, byte[]> file : compiledIn.classes(module).entrySet()) {
            stale = stale.file(module, file.getKey(), file.getValue());
        }
        return stale;
    }

    /** One class file of a module. */
    static byte[] classFile(TestApp app, String module, String entry) {
        return Optional.ofNullable(app.classes(module).get(entry)).orElseThrow();
    }

    /** A contract and a module that uses it, of which only the contract was compiled again. */
    static TestApp outgrown(String before, String after, String user) {
        TestApp old =
                TestApp.named("app")
                        .module("contract", "package c; " + before)
                        .module("user", List.of("contract"), "package u; " + user);
        TestApp grown = old.module("contract", "package c; " + after);
        return stale(grown, "user", List.of("contract"), old);
    }
}
