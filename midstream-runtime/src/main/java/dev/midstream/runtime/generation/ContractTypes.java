package dev.midstream.runtime.generation;

import dev.midstream.runtime.finding.MidstreamException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Judges what a contract leads to: for each method how its result is handed out, or why that cannot
 * be made safe. Used once per reference.
 *
 * <p>Data passes; interfaces are wrapped; stages hold their generation. What is neither, or is
 * evaluated after the call has returned, is refused with the way that leads to it.
 */
final class ContractTypes {

    private final HostTypes host;
    private final Map<ResolvedType, Handout.Wrapped> wrapped = new LinkedHashMap<>();
    private final Map<ResolvedType, Map<Method, Handout>> methods = new HashMap<>();
    private final Map<ResolvedType, List<String>> callbacks = new LinkedHashMap<>();
    private final Set<ResolvedType> underWay = new HashSet<>();

    private ContractTypes(HostTypes host) {
        this.host = host;
    }

    /**
     * How the results of a contract's methods are handed out.
     *
     * @param methods for the contract and for each interface behind it, in the order of discovery
     * @param wrapped what stands for each interface behind it
     */
    record Judged(
            ResolvedType contract,
            Map<ResolvedType, Map<Method, Handout>> methods,
            Map<ResolvedType, Handout.Wrapped> wrapped) {}

    /**
     * Judges a contract.
     *
     * @throws MidstreamException with {@link ReferenceError#UNSAFE_TYPE} or {@link
     *     ReferenceError#TYPE_NOT_SHARED} and the way to it
     */
    static Judged judge(Class<?> contract, HostTypes host) {
        ContractTypes types = new ContractTypes(host);
        ResolvedType root = ResolvedType.of(contract, Map.of());
        types.judgeMethods(root, List.of());
        types.callbacks.forEach((callback, way) -> {
            if (!types.wrapped.containsKey(callback)) {
                types.judgeCallback(callback, way);
            }
        });
        return new Judged(root, types.methods, types.wrapped);
    }

    /** The methods of an interface that a reference to it has to have. */
    static List<Method> forwarded(Class<?> type) {
        List<Method> forwarded = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Method method : type.getMethods()) {
            boolean inherited = method.isDefault() && (method.isBridge() || JdkTypes.isOfJdk(type));
            String key = method.getName() + java.util.Arrays.toString(method.getParameterTypes());
            if (!Modifier.isStatic(method.getModifiers())
                    && !inherited
                    && !isOfObject(method)
                    && seen.add(key + method.getReturnType().getName())) {
                forwarded.add(method);
            }
        }
        return forwarded;
    }

    private static boolean isOfObject(Method method) {
        return switch (method.getName()) {
            case "toString", "hashCode" -> method.getParameterCount() == 0;
            case "equals" ->
                    method.getParameterCount() == 1
                            && method.getParameterTypes()[0] == Object.class;
            default -> false;
        };
    }

    private void judgeMethods(ResolvedType type, List<String> before) {
        Map<TypeVariable<?>, ResolvedType> variables = type.variables();
        Map<Method, Handout> judged = new LinkedHashMap<>();
        methods.put(type, judged);
        for (Method method : forwarded(type.raw())) {
            Map<TypeVariable<?>, ResolvedType> known = ResolvedType.ofMethod(variables, method);
            List<String> way = step(before, what(type, method));
            for (Type parameter : method.getGenericParameterTypes()) {
                judgeParameter(ResolvedType.of(parameter, known), way);
            }
            ResolvedType result = ResolvedType.of(method.getGenericReturnType(), known);
            judged.put(method, out(result, way, what(type, method)));
        }
    }

    /** What goes from the host to the module passes as it is; what it may bring back is noted. */
    private void judgeParameter(ResolvedType type, List<String> way) {
        List<String> here = step(way, type);
        if (!JdkTypes.isOfJdk(type.raw())
                && type.raw() != ResolvedType.Passed.class
                && !isShared(type.raw())) {
            throw notShared(type, here);
        }
        if (JdkTypes.takesArguments(type.raw())) {
            for (ResolvedType argument : JdkTypes.taken(type)) {
                if (argument.raw() != ResolvedType.Passed.class) {
                    requireData(argument, here, "is handed to the host's own object");
                }
            }
        }
        type.arguments().forEach(argument -> judgeParameter(argument, here));
        if (type.raw().isInterface() && isShared(type.raw())) {
            callbacks.putIfAbsent(type, here);
        }
    }

    /** The host's object is called by modules: what they give it must be data. */
    private void judgeCallback(ResolvedType type, List<String> way) {
        Map<TypeVariable<?>, ResolvedType> variables = type.variables();
        for (Method method : forwarded(type.raw())) {
            Map<TypeVariable<?>, ResolvedType> known = new HashMap<>(variables);
            List<String> here = step(way, what(type, method));
            for (Type parameter : method.getGenericParameterTypes()) {
                requireData(
                        ResolvedType.of(parameter, known),
                        here,
                        "is handed to the host's own object");
            }
        }
    }

    private Handout out(ResolvedType type, List<String> before, String method) {
        Class<?> raw = type.raw();
        List<String> way = step(before, type);
        if (raw.isPrimitive() || raw == ResolvedType.Passed.class || JdkTypes.isData(raw)) {
            return Handout.AsIs.DATA;
        }
        if (raw.isArray()) {
            Handout element = out(type.arguments().getFirst(), before, method);
            return element instanceof Handout.AsIs
                    ? element
                    : new Handout.Elements(raw.componentType(), element);
        }
        if (raw == Optional.class) {
            Handout element = out(type.arguments().getFirst(), way, method);
            return element instanceof Handout.AsIs ? element : new Handout.Perhaps(element);
        }
        if (JdkTypes.isCollection(raw)) {
            return new Handout.Several(raw, out(type.arguments().getFirst(), way, method));
        }
        if (JdkTypes.isMap(raw)) {
            return new Handout.Mapped(
                    out(type.arguments().get(0), way, method),
                    out(type.arguments().get(1), way, method));
        }
        if (raw == CompletionStage.class || raw == CompletableFuture.class) {
            return new Handout.Eventually(method, out(type.arguments().getFirst(), way, method));
        }
        if (JdkTypes.isOfJdk(raw)) {
            if (JdkTypes.isWrapped(raw)) {
                return wrapped(type, way);
            }
            throw unsafe(way, raw.getName() + " " + JdkTypes.whyNot(raw));
        }
        if (!isShared(raw)) {
            throw notShared(type, way);
        }
        if (raw.isInterface() && !raw.isSealed()) {
            if (!Modifier.isPublic(raw.getModifiers())) {
                throw unsafe(way, raw.getName() + " is not public");
            }
            return wrapped(type, way);
        }
        judgeData(type, way);
        return Handout.AsIs.DATA;
    }

    private Handout wrapped(ResolvedType type, List<String> way) {
        Handout.Wrapped known = wrapped.get(type);
        if (known == null) {
            known = new Handout.Wrapped(type.raw());
            wrapped.put(type, known);
            judgeMethods(type, way);
        }
        return known;
    }

    /** A class of a contract: passes as it is, so all that it holds must be data. */
    private void judgeData(ResolvedType type, List<String> way) {
        Class<?> raw = type.raw();
        if (raw.isEnum() || !underWay.add(type)) {
            return;
        }
        if (raw.isSealed()) {
            for (Class<?> permitted : raw.getPermittedSubclasses()) {
                requireData(ResolvedType.of(permitted, Map.of()), way, "is a case of it");
            }
            return;
        }
        if (!Modifier.isFinal(raw.getModifiers())) {
            throw unsafe(way, raw.getName() + " may be a module's own subclass");
        }
        Map<TypeVariable<?>, ResolvedType> variables = type.variables();
        if (raw.isRecord()) {
            for (RecordComponent component : raw.getRecordComponents()) {
                requireData(
                        ResolvedType.of(component.getGenericType(), variables),
                        step(way, raw.getSimpleName() + "." + component.getName()),
                        "stands in a record, which passes as it is");
            }
            return;
        }
        for (Class<?> at = raw; at != null && at != Object.class; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    requireData(
                            ResolvedType.of(field.getGenericType(), variables),
                            step(way, raw.getSimpleName() + "." + field.getName()),
                            "stands in a class, which passes as it is");
                }
            }
        }
    }

    private void requireData(ResolvedType type, List<String> way, String why) {
        if (type.raw().isInterface() && !type.raw().isSealed() && isShared(type.raw())) {
            throw unsafe(step(way, type), type.raw().getName() + " is an interface and " + why);
        }
        if (!out(type, way, way.getFirst()).isData()) {
            throw unsafe(step(way, type), type + " is no data and " + why);
        }
    }

    /** Whether modules get a type from the host's loader. */
    private boolean isShared(Class<?> type) {
        if (type.getName().startsWith("dev.midstream.api.")) {
            return true;
        }
        for (Class<?> shared : host.shared()) {
            if (Objects.equals(shared.getClassLoader(), type.getClassLoader())
                    && shared.getPackageName().equals(type.getPackageName())) {
                return true;
            }
        }
        return false;
    }

    private static String what(ResolvedType type, Method method) {
        return type.raw().getSimpleName() + "." + method.getName();
    }

    private static List<String> step(List<String> way, ResolvedType type) {
        return step(way, type.toString());
    }

    private static List<String> step(List<String> way, String next) {
        List<String> longer = new ArrayList<>(way);
        if (longer.isEmpty() || !longer.getLast().equals(next)) {
            longer.add(next);
        }
        return longer;
    }

    private static MidstreamException unsafe(List<String> way, String why) {
        return new MidstreamException(
                ReferenceError.UNSAFE_TYPE,
                String.join(" → ", way),
                "it cannot be handed from a generation to the host: " + why,
                "Return data (values of the JDK, records and enums of the contract, lists, sets and"
                        + " maps of them) or a public interface of the contract");
    }

    private static MidstreamException notShared(ResolvedType type, List<String> way) {
        return new MidstreamException(
                ReferenceError.TYPE_NOT_SHARED,
                String.join(" → ", way),
                type.raw().getName()
                        + " is a type of the host's that modules do not get from the host, so the two"
                        + " would mean different types",
                "Add .contract(" + type.raw().getSimpleName() + ".class) before start()");
    }
}
