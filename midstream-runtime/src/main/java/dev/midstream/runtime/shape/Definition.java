package dev.midstream.runtime.shape;

import java.util.List;
import java.util.Optional;

/** What a named type consists of. */
public sealed interface Definition {

    /**
     * A record.
     *
     * @param shared whether it is marked {@code @Shared}
     */
    record Product(List<Component> components, boolean shared) implements Definition {

        /** The component of a name. */
        public Optional<Component> component(String name) {
            return components.stream().filter(each -> each.name().equals(name)).findFirst();
        }
    }

    /**
     * A component of a record.
     *
     * @param byDefault the text of its {@code @Default}
     */
    record Component(String name, Type type, Optional<String> byDefault) {}

    /** A sealed interface, with the types that it permits. */
    record Sum(List<Type.Named> cases) implements Definition {}

    /** An enum. */
    record Choice(List<String> constants) implements Definition {}
}
