package dev.midstream.runtime.migration;

import dev.midstream.runtime.shape.Container;
import dev.midstream.runtime.shape.Definition;
import dev.midstream.runtime.shape.Shapes;
import dev.midstream.runtime.shape.Type;
import dev.midstream.runtime.shape.Type.Leaf;
import dev.midstream.runtime.shape.Type.Many;
import dev.midstream.runtime.shape.Type.Named;
import dev.midstream.runtime.shape.Written;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One end of a conversion: its shapes, and the classes that its loader gives them. */
final class Side {

    private final Shapes shapes;
    private final Optional<ClassLoader> loader;
    private final Map<Named, Class<?>> classes = new HashMap<>();

    /**
     * An end.
     *
     * @param loader sees all types of the shapes; empty for values that are {@link Raw}
     */
    Side(Shapes shapes, Optional<ClassLoader> loader) {
        this.shapes = shapes;
        this.loader = loader;
    }

    Definition definition(Named type) {
        return shapes.definition(type);
    }

    boolean raw() {
        return loader.isEmpty();
    }

    /** The class of a type's values. */
    Class<?> type(Type type) throws ClassNotFoundException {
        return switch (type) {
            case Leaf leaf -> leaf(leaf.signature());
            case Many many when many.container() == Container.ARRAY ->
                    type(many.of().getFirst()).arrayType();
            case Many many ->
                    Class.forName(
                            many.container().type().replace('/', '.'),
                            false,
                            Side.class.getClassLoader());
            case Named named -> named(named);
        };
    }

    private static Class<?> leaf(String signature) throws ClassNotFoundException {
        try {
            return (Class<?>)
                    ClassDesc.ofDescriptor(signature).resolveConstantDesc(MethodHandles.lookup());
        } catch (ReflectiveOperationException e) {
            throw new ClassNotFoundException(signature, e);
        }
    }

    private Class<?> named(Named named) throws ClassNotFoundException {
        Class<?> known = classes.get(named);
        if (known == null) {
            known =
                    raw()
                            ? Raw.Values.class
                            : Class.forName(named.className(), false, loader.orElseThrow());
            classes.put(named, known);
        }
        return known;
    }

    /** Reads a record's component, of type (record) → component. */
    MethodHandle component(Named record, int position) throws ReflectiveOperationException {
        if (raw()) {
            MethodHandle element = MethodHandles.arrayElementGetter(Object[].class);
            MethodHandle at = MethodHandles.insertArguments(element, 1, position);
            MethodHandle components =
                    MethodHandles.lookup()
                            .findVirtual(
                                    Raw.Values.class,
                                    "components",
                                    MethodType.methodType(Object[].class));
            return MethodHandles.filterReturnValue(components, at);
        }
        Method accessor = named(record).getRecordComponents()[position].getAccessor();
        accessor.setAccessible(true); // the record may be its package's own affair
        return MethodHandles.lookup().unreflect(accessor);
    }

    /** A record's canonical constructor. */
    MethodHandle constructor(Named record) throws ReflectiveOperationException {
        Class<?>[] types =
                Stream.of(named(record).getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new);
        Constructor<?> constructor = named(record).getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return MethodHandles.lookup().unreflectConstructor(constructor);
    }

    /** A written migration, of type (Object) → Object. */
    MethodHandle written(Written written) throws ReflectiveOperationException {
        Method method =
                named(written.owner()).getDeclaredMethod(written.method(), type(written.from()));
        method.setAccessible(true);
        return MethodHandles.lookup()
                .unreflect(method)
                .asType(MethodType.methodType(Object.class, Object.class));
    }

    /** The constants of an enum by name. */
    Map<String, Object> constants(Named type) throws ClassNotFoundException {
        Map<String, Object> constants = new HashMap<>();
        Object[] all = named(type).getEnumConstants();
        for (Object constant : all == null ? new Object[0] : all) {
            constants.put(((Enum<?>) constant).name(), constant);
        }
        return constants;
    }

    /** What tells values of a type from those of other cases; see {@link #caseOf}. */
    Object caseKey(Named type) throws ClassNotFoundException {
        return raw() ? type : named(type);
    }

    /** What tells a value's case. */
    static Object caseOf(Object value) {
        return switch (value) {
            case Raw raw -> raw.type();
            case Enum<?> constant -> constant.getDeclaringClass();
            default -> value.getClass();
        };
    }

    /** A case's name in a message. */
    static String name(Object value) {
        return value instanceof Raw raw ? raw.type().source() : value.getClass().getSimpleName();
    }

    static String constantOf(Object value) {
        return value instanceof Raw.Constant raw ? raw.name() : ((Enum<?>) value).name();
    }

    /** Whether values of a type are values of a type of the other end, all the way down. */
    boolean same(Type type, Side other, Type others) throws ClassNotFoundException {
        return switch (type) {
            case Leaf leaf -> leaf.equals(others);
            case Many many ->
                    others instanceof Many each
                            && each.container() == many.container()
                            && same(many.of(), other, each.of());
            case Named named ->
                    others instanceof Named each
                            && !raw()
                            && !other.raw()
                            && named(named).equals(other.named(each))
                            && same(named.arguments(), other, each.arguments());
        };
    }

    private boolean same(List<Type> types, Side other, List<Type> others)
            throws ClassNotFoundException {
        if (types.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < types.size(); i++) {
            if (!same(types.get(i), other, others.get(i))) {
                return false;
            }
        }
        return true;
    }
}
