package dev.midstream.runtime.config;

import dev.midstream.runtime.TestApp;
import dev.midstream.runtime.actor.ActorEngine;
import dev.midstream.runtime.actor.ActorOptions;
import dev.midstream.runtime.artefact.Artefact;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.generation.HostTypes;
import dev.midstream.runtime.generation.Verified;
import dev.midstream.runtime.loader.JarCache;
import dev.midstream.runtime.upgrade.verify.VerifyStage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An app with one module that takes one record, and all the places its settings come from. */
final class Configs {

    private final Path home;
    private String artefact = "";
    private Map<String, String> environment = Map.of();
    private Optional<String> recorded = Optional.empty();

    Configs(Path home) {
        this.home = home;
    }

    Configs artefact(String text) {
        artefact = text;
        return this;
    }

    Configs file(String text) {
        try {
            Files.writeString(home.resolve("midstream.properties"), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    Configs environment(Map<String, String> variables) {
        environment = variables;
        return this;
    }

    Configs recorded(String text) {
        recorded = Optional.of(text);
        return this;
    }

    /** The source of a module that takes a record with these components. */
    static String module(String components, String more) {
        return "package p; import dev.midstream.api.*; import java.util.*; import java.time.*;"
                + " public class M implements AppModule { public record Config("
                + components
                + ") {} "
                + more
                + " public M(Config config) {} }";
    }

    Verified verify(String components) throws Refused {
        return verify(components, "");
    }

    Verified verify(String components, String more) throws Refused {
        Artefact plain =
                TestApp.named("shop")
                        .module("pricing", module(components, more))
                        .module("other", "package o; public interface Other {}")
                        .artefact();
        byte[] file =
                new Artefact(plain.app(), plain.modules(), plain.libraries(), artefact).write();
        ConfigSources sources = new ConfigSources(Optional.of(home), () -> environment);
        return new VerifyStage(
                        HostTypes.NONE,
                        new JarCache(),
                        ActorEngine.start(ActorOptions.DEFAULT),
                        true,
                        sources)
                .verify(file, recorded, Optional.empty(), Set.of());
    }

    /** What a component ends up with. */
    String value(String components, String component) throws Refused {
        return verify(components).configuration().of("pricing").text(component).orElse("(none)");
    }

    static List<String> warnings(Verified verified) {
        return verified.findings().stream().map(Object::toString).toList();
    }
}
