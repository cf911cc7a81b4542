package dev.midstream.runtime.graph;

import dev.midstream.runtime.TestApp;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.graph.ModuleGraph.Source;
import dev.midstream.runtime.loader.JarCache;
import java.util.List;
import java.util.Set;

/** Graphs of small apps, and how tests write them down. */
final class Graphs {

    static final String IMPORTS = "import dev.midstream.api.*; import java.util.*; ";

    private Graphs() {}

    static ScannedApp scan(TestApp app) throws Refused {
        return AppScan.scan(app.artefact(), new JarCache());
    }

    static ModuleGraph bind(TestApp app, Class<?>... ofHost) throws Refused {
        Set<ServiceType> types = Set.copyOf(List.of(ofHost).stream().map(ServiceType::of).toList());
        return Binder.bind(scan(app), types);
    }

    static Descriptor descriptor(TestApp app, String module) throws Refused {
        return scan(app).modules().stream()
                .map(ScannedApp.ScannedModule::descriptor)
                .filter(descriptor -> descriptor.name().equals(module))
                .findFirst()
                .orElseThrow();
    }

    static List<String> order(ModuleGraph graph) {
        return graph.modules().stream().map(module -> module.descriptor().name()).toList();
    }

    /** A module's bindings as {@code parameter <- module.method}. */
    static List<String> bindings(ModuleGraph graph, String module) {
        return graph.bindings().getOrDefault(module, List.of()).stream()
                .map(binding ->
                        binding.need().parameter()
                                + " <- "
                                + binding.sources().stream().map(Graphs::source).toList())
                .toList();
    }

    private static String source(Source source) {
        return switch (source) {
            case Source.OfModule of -> of.module() + "." + of.provision().method();
            case Source.OfActor of -> of.module() + "'s " + of.type();
            case Source.OfHost of -> "host " + of.type();
            case Source.OfInstance of -> "made " + of.type();
            case Source.OfConfiguration of -> "configuration " + of.shape().className();
        };
    }

    /** The source of an AppModule: a package named as the module, and a class body. */
    static String appModule(String name, String body) {
        return "package "
                + name
                + "; "
                + IMPORTS
                + "public class M implements AppModule { "
                + body
                + " }";
    }
}
