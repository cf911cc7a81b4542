package dev.midstream.runtime.graph;

import dev.midstream.runtime.finding.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.util.List;
import java.util.Optional;

/** One actor class outside of an app, as a test has it: read as verify reads it. */
public final class ActorClass {

    private ActorClass() {}

    /**
     * Reads a class's bytecode.
     *
     * @throws Refused with what verify would say of it
     * @throws IllegalArgumentException if its bytecode cannot be found, as of a lambda
     */
    public static ActorFact read(Class<?> type) throws Refused {
        String name = type.getName().replace('.', '/');
        ClassModel own =
                find(type, name)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        type.getName()
                                                + " is no named class: its bytecode cannot be"
                                                + " read. Write a class that implements Actor"));
        List<ActorFact> facts =
                new ActorScan(type.getSimpleName(), other -> find(type, other))
                        .scan(List.of(own), true);
        if (facts.isEmpty()) {
            throw new IllegalArgumentException(
                    type.getName() + " is no concrete class that implements Actor");
        }
        return facts.getFirst();
    }

    /** As in an app: what is the JDK's or the API's is known by name only. */
    private static Optional<ClassModel> find(Class<?> near, String name) {
        if (name.startsWith("java/") || name.startsWith("dev/midstream/api/")) {
            return Optional.empty();
        }
        ClassLoader loader = near.getClassLoader();
        try (InputStream bytes =
                loader == null ? null : loader.getResourceAsStream(name + ".class")) {
            return bytes == null
                    ? Optional.empty()
                    : Optional.of(ClassFile.of().parse(bytes.readAllBytes()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
