package dev.midstream.store.encoding;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.SerializedString;

/** Records, as maps by the names of their components. */
final class Records extends Codec {

    private static final MethodHandles.Lookup OWN = MethodHandles.lookup();

    private final String type;
    private final RecordComponent[] components;
    private final SerializedString[] names;
    private final MethodHandle constructor;
    private final Map<String, Integer> indices = new HashMap<>();
    private Field[] fields = {};

    /** How one component is read from a record, and written. */
    private record Field(SerializedString name, MethodHandle accessor, Codec codec, Kind kind) {}

    /** What a component is taken out as; most numbers need no box. */
    private enum Kind {
        INT(int.class),
        LONG(long.class),
        DOUBLE(double.class),
        BOOLEAN(boolean.class),
        OTHER(Object.class);

        private final Class<?> taken;

        Kind(Class<?> taken) {
            this.taken = taken;
        }

        static Kind of(Class<?> type) {
            for (Kind each : values()) {
                if (each.taken == type) {
                    return each;
                }
            }
            return OTHER;
        }
    }

    /** A codec without components as yet: they may be of the same type. */
    Records(String type, Class<?> record) {
        this.type = type;
        this.components = record.getRecordComponents();
        Class<?>[] raw = new Class<?>[components.length];
        names = new SerializedString[components.length];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = components[i].getType();
            names[i] = new SerializedString(components[i].getName());
            indices.put(components[i].getName(), i);
        }
        try {
            this.constructor =
                    within(record)
                            .findConstructor(record, MethodType.methodType(void.class, raw))
                            .asSpreader(Object[].class, raw.length)
                            .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type + " cannot be looked into: " + e, e);
        }
    }

    /** Its components' codecs, in the order of its constructor. */
    void components(List<Codec> codecs) {
        Field[] all = new Field[components.length];
        for (int i = 0; i < all.length; i++) {
            RecordComponent component = components[i];
            Kind kind = Kind.of(component.getType());
            try {
                MethodHandle accessor =
                        within(component.getDeclaringRecord()).unreflect(component.getAccessor());
                all[i] =
                        new Field(
                                names[i],
                                accessor.asType(MethodType.methodType(kind.taken, Object.class)),
                                codecs.get(i),
                                kind);
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException(type + " cannot be looked into: " + e, e);
            }
        }
        fields = all;
    }

    private static MethodHandles.Lookup within(Class<?> type) throws IllegalAccessException {
        Records.class.getModule().addReads(type.getModule());
        return MethodHandles.privateLookupIn(type, OWN);
    }

    @Override
    void write(Object value, Writing to) throws Misfit {
        to.deeper();
        to.out.writeStartObject(value, fields.length);
        for (Field field : fields) {
            to.out.writeName(field.name());
            try {
                write(field, value, to);
            } catch (Misfit | RuntimeException e) {
                throw Misfit.at("." + field.name(), e);
            }
        }
        to.out.writeEndObject();
        to.shallower();
    }

    private static void write(Field field, Object value, Writing to) throws Misfit {
        MethodHandle accessor = field.accessor();
        try {
            switch (field.kind()) {
                case INT -> to.out.writeNumber((int) accessor.invokeExact(value));
                case LONG -> to.out.writeNumber((long) accessor.invokeExact(value));
                case DOUBLE -> to.out.writeNumber((double) accessor.invokeExact(value));
                case BOOLEAN -> to.out.writeBoolean((boolean) accessor.invokeExact(value));
                case OTHER -> field.codec().writeNullable((Object) accessor.invokeExact(value), to);
            }
        } catch (Misfit | RuntimeException | Error e) {
            throw e;
        } catch (Throwable checked) {
            throw new Misfit("its accessor threw " + checked);
        }
    }

    @Override
    Object read(Reading from) throws Misfit {
        @Nullable Object[] values = new @Nullable Object[fields.length];
        Components.read(from, type, names, indices, values, at -> fields[at].codec());
        return construct(values);
    }

    private Object construct(@Nullable Object[] values) throws Misfit {
        try {
            return (Object) constructor.invokeExact(values);
        } catch (OutOfMemoryError | StackOverflowError e) {
            throw e;
        } catch (Throwable rejected) {
            throw new Misfit("the constructor of " + type + " threw " + rejected);
        }
    }
}
