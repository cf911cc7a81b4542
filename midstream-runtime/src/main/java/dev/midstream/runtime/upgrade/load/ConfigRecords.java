package dev.midstream.runtime.upgrade.load;

import dev.midstream.runtime.config.ConfigShape;
import dev.midstream.runtime.config.ConfigShape.Component;
import dev.midstream.runtime.config.ConfigType;
import dev.midstream.runtime.config.ModuleConfig;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes configuration records of texts that verify has checked. */
final class ConfigRecords {

    private ConfigRecords() {}

    /**
     * Makes a record. Runs module code: the record's constructor.
     *
     * @param loader the loader of the module that asks for it
     * @throws ReflectiveOperationException if the constructor throws, with that as cause
     */
    static Object make(ConfigShape shape, ModuleConfig config, ClassLoader loader)
            throws ReflectiveOperationException {
        return make(shape, config, loader, "");
    }

    private static Object make(
            ConfigShape shape, ModuleConfig config, ClassLoader loader, String prefix)
            throws ReflectiveOperationException {
        Class<?> type = Class.forName(shape.className(), true, loader);
        List<Object> arguments = new ArrayList<>();
        for (Component component : shape.components()) {
            String path = prefix + component.name();
            arguments.add(
                    component.type() instanceof ConfigType.Nested nested
                            ? make(nested.shape(), config, loader, path + ".")
                            : value(component.type(), config.text(path), loader));
        }
        Class<?>[] types =
                Stream.of(type.getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new);
        Constructor<?> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true); // the record may be the module's own affair
        return constructor.newInstance(arguments.toArray());
    }

    private static Object value(ConfigType type, Optional<String> text, ClassLoader loader)
            throws ClassNotFoundException {
        return switch (type) {
            case ConfigType.Single single -> single.scalar().parse(text.orElseThrow());
            case ConfigType.Choice choice -> constant(choice, text.orElseThrow(), loader);
            case ConfigType.Maybe maybe ->
                    text.isPresent()
                            ? Optional.of(value(maybe.of(), text, loader))
                            : Optional.empty();
            case ConfigType.Many many -> {
                List<Object> elements = new ArrayList<>();
                for (String element : ConfigType.elements(text.orElse(""))) {
                    elements.add(value(many.of(), Optional.of(element), loader));
                }
                yield List.copyOf(elements);
            }
            case ConfigType.Nested _, ConfigType.Unsupported _ ->
                    throw new IllegalStateException("verify lets no " + type + " pass");
        };
    }

    private static Object constant(ConfigType.Choice choice, String text, ClassLoader loader)
            throws ClassNotFoundException {
        return Stream.of(Class.forName(choice.className(), true, loader).getEnumConstants())
                .filter(constant -> ((Enum<?>) constant).name().equals(text.trim()))
                .findFirst()
                .orElseThrow();
    }
}
