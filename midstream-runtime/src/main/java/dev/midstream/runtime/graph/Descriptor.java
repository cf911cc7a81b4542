package dev.midstream.runtime.graph;

import dev.midstream.runtime.config.ConfigShape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One module as its bytecode describes it.
 *
 * @param name its artifactId
 * @param version the first 12 hexadecimal digits of the digest of all that it is loaded from; equal
 *     versions are the same code
 * @param kind what sort of module it is
 * @param requires the modules that its classes may refer to, direct and transitive
 * @param privateLibraries the ids of the libraries that are loaded with it
 * @param usesShared whether it sees the app's shared libraries
 * @param entry its AppModule class; empty for contracts and libraries
 * @param packages the packages it has classes in
 * @param actors its actor classes, sorted by type
 * @param tokens the internal names of its records that implement Await
 */
public record Descriptor(
        String name,
        String version,
        Kind kind,
        Set<String> requires,
        List<String> privateLibraries,
        boolean usesShared,
        Optional<Entry> entry,
        Set<String> packages,
        List<ActorFact> actors,
        List<String> tokens) {

    /** A module without actors. */
    public Descriptor(
            String name,
            String version,
            Kind kind,
            Set<String> requires,
            List<String> privateLibraries,
            boolean usesShared,
            Optional<Entry> entry,
            Set<String> packages) {
        this(
                name,
                version,
                kind,
                requires,
                privateLibraries,
                usesShared,
                entry,
                packages,
                List.of(),
                List.of());
    }

    /** The sorts of modules. */
    public enum Kind {
        /** Has an AppModule: the host creates an instance. */
        APP,
        /** Interfaces, records, enums, exceptions and annotations that modules share. */
        CONTRACT,
        /** Any other classes: a loader and no instance. */
        LIBRARY;

        /** The name as people and scripts see it. */
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * The class that implements AppModule.
     *
     * @param className its binary name
     * @param needs its constructor's parameters, in order
     * @param provides its {@code @Provides} methods, sorted by name
     * @param records the shapes of those needs that are records of the app; configuration, unless
     *     somebody provides them
     */
    public record Entry(
            String className,
            List<Need> needs,
            List<Provision> provides,
            Map<ServiceType, ConfigShape> records) {}

    /**
     * A constructor parameter.
     *
     * @param parameter its name, or its position if the class was compiled without {@code
     *     -parameters}
     * @param type what is asked for
     */
    public record Need(String parameter, ServiceType type) {}

    /**
     * A {@code @Provides} method.
     *
     * @param method its name
     * @param type what it returns
     */
    public record Provision(String method, ServiceType type) {}
}
