package dev.midstream.runtime.generation;

import java.io.Closeable;
import java.io.File;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Collection;
import java.util.Currency;
import java.util.Date;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SequencedCollection;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.Spliterator;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.BaseStream;

/** What the JDK's types are to a reference: data, containers, interfaces to wrap, or none of it. */
final class JdkTypes {

    private static final Set<Class<?>> DATA =
            Set.of(
                    String.class,
                    Boolean.class,
                    Byte.class,
                    Short.class,
                    Character.class,
                    Integer.class,
                    Long.class,
                    Float.class,
                    Double.class,
                    Void.class,
                    void.class,
                    BigInteger.class,
                    BigDecimal.class,
                    UUID.class,
                    Locale.class,
                    Currency.class,
                    URI.class,
                    URL.class,
                    BitSet.class,
                    Date.class,
                    File.class,
                    Path.class,
                    InetAddress.class,
                    InetSocketAddress.class,
                    Pattern.class,
                    OptionalInt.class,
                    OptionalLong.class,
                    OptionalDouble.class);

    private static final Set<Class<?>> COLLECTIONS =
            Set.of(
                    Collection.class,
                    List.class,
                    Set.class,
                    SequencedCollection.class,
                    SequencedSet.class);

    private static final Set<Class<?>> PLAIN_INTERFACES =
            Set.of(Runnable.class, Callable.class, AutoCloseable.class, Closeable.class);

    private static final String FUNCTIONS = "java.util.function";

    private JdkTypes() {}

    static boolean isOfJdk(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.componentType();
        }
        ClassLoader loader = element.getClassLoader();
        return loader == null || loader.equals(ClassLoader.getPlatformClassLoader());
    }

    static boolean isData(Class<?> type) {
        if (!isOfJdk(type) || type.isArray()) {
            return false;
        }
        boolean closed = Modifier.isFinal(type.getModifiers()) || type.isSealed();
        return DATA.contains(type)
                || type.isEnum()
                || (type.getPackageName().startsWith("java.time") && closed);
    }

    static boolean isCollection(Class<?> type) {
        return COLLECTIONS.contains(type);
    }

    static boolean isMap(Class<?> type) {
        return type == Map.class || type == SequencedMap.class;
    }

    /** Whether it can be handed out as an object of the host's that calls back. */
    static boolean isWrapped(Class<?> type) {
        return PLAIN_INTERFACES.contains(type)
                || (type.isInterface() && type.getPackageName().equals(FUNCTIONS));
    }

    /** Whether an object of the host's of this type is given something when it is called. */
    static boolean takesArguments(Class<?> type) {
        return type.getPackageName().equals(FUNCTIONS) && type != Supplier.class;
    }

    /** What it is given. */
    static List<ResolvedType> taken(ResolvedType type) {
        int results = type.raw().getSimpleName().endsWith("Function") ? 1 : 0;
        boolean primitive = type.raw().getSimpleName().startsWith("To");
        int taken = type.arguments().size() - (primitive ? 0 : results);
        return type.arguments().subList(0, Math.max(0, taken));
    }

    static String whyNot(Class<?> type) {
        if (BaseStream.class.isAssignableFrom(type)
                || Iterator.class.isAssignableFrom(type)
                || Iterable.class == type
                || Enumeration.class.isAssignableFrom(type)
                || Spliterator.class.isAssignableFrom(type)) {
            return "is evaluated after the call has returned, when nothing holds the generation;"
                    + " return a List";
        }
        if (Future.class.isAssignableFrom(type)) {
            return "cannot tell when it is complete; return a CompletionStage";
        }
        if (Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type)) {
            return "may carry code of the module; return a List, a Set or a Map";
        }
        return type == Object.class
                ? "may be anything"
                : "is no value type that is known, and no interface that can be wrapped";
    }
}
