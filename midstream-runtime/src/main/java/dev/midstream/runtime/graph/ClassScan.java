package dev.midstream.runtime.graph;

import dev.midstream.runtime.config.ConfigShape;
import dev.midstream.runtime.config.ShapeReader;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.graph.Descriptor.Entry;
import dev.midstream.runtime.graph.Descriptor.Kind;
import dev.midstream.runtime.graph.Descriptor.Need;
import dev.midstream.runtime.graph.Descriptor.Provision;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodSignature;
import java.lang.classfile.Signature;
import java.lang.classfile.attribute.MethodParameterInfo;
import java.lang.classfile.attribute.MethodParametersAttribute;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads one module's classes: its kind, and its AppModule with what that needs and provides. */
final class ClassScan {

    private static final String APP_MODULE = "dev/midstream/api/AppModule";
    private static final String PROVIDES = "Ldev/midstream/api/Provides;";
    private static final String OBJECT = "java/lang/Object";

    private final String module;
    private final Function<String, Optional<ClassModel>> others;
    private final Map<String, ClassModel> classes = new TreeMap<>();

    /**
     * A scan.
     *
     * @param module the module's name
     * @param classFiles its class files by entry name
     * @param others finds a class that the module sees elsewhere, by internal name
     */
    ClassScan(
            String module,
            Map<String, byte[]> classFiles,
            Function<String, Optional<ClassModel>> others)
            throws Refused {
        this.module = module;
        this.others = others;
        for (Map.Entry<String, byte[]> file : classFiles.entrySet()) {
            ClassModel parsed = parse(module, file.getKey(), file.getValue());
            classes.put(parsed.thisClass().asInternalName(), parsed);
        }
    }

    /** Parses a class file. */
    static ClassModel parse(String module, String entry, byte[] bytes) throws Refused {
        try {
            ClassModel parsed = ClassFile.of().parse(bytes);
            String expected = entry.substring(0, entry.length() - ".class".length());
            String seen = parsed.thisClass().asInternalName();
            if (seen.equals(expected)) {
                return parsed;
            }
            throw unreadable(module, entry, "it holds class " + seen.replace('/', '.'));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw unreadable(module, entry, String.valueOf(e.getMessage()));
        }
    }

    private static Refused unreadable(String module, String entry, String why) {
        return new Refused(
                GraphError.UNREADABLE_CLASS,
                module,
                entry + " is no class file of that name: " + why,
                "Build the module again");
    }

    /** The module's AppModule; empty for contracts and libraries. */
    Optional<Entry> entry() throws Refused {
        List<ClassModel> found =
                classes.values().stream()
                        .filter(type -> !is(type, AccessFlag.ABSTRACT))
                        .filter(this::implementsAppModule)
                        .toList();
        if (found.size() > 1) {
            throw new Refused(
                    GraphError.SEVERAL_APP_MODULES,
                    module,
                    "a module has at most one class that implements AppModule, seen "
                            + found.stream().map(ClassScan::name).toList(),
                    "Make one Maven module of each, or make the others abstract");
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(entry(found.getFirst()));
    }

    /** The module's actor classes. */
    List<ActorFact> actors(boolean hasAppModule) throws Refused {
        return new ActorScan(module, this::find).scan(classes.values(), hasAppModule);
    }

    /** The internal names of the module's records that implement Await. */
    List<String> tokens() {
        return ActorScan.tokens(classes.values());
    }

    /** What the module is if it has no AppModule. */
    Kind kindWithoutEntry() {
        boolean contract = classes.values().stream().allMatch(this::isContractType);
        return contract && !classes.isEmpty() ? Kind.CONTRACT : Kind.LIBRARY;
    }

    private boolean isContractType(ClassModel type) {
        String parent = parent(type);
        return is(type, AccessFlag.INTERFACE)
                || is(type, AccessFlag.ENUM)
                || parent.equals("java/lang/Record")
                || parent.equals("java/lang/Enum")
                || parent.endsWith("Exception")
                || is(type, AccessFlag.SYNTHETIC)
                // The body of an enum constant: its parent is an enum of this module.
                || Optional.ofNullable(classes.get(parent))
                        .filter(known -> is(known, AccessFlag.ENUM))
                        .isPresent();
    }

    private boolean implementsAppModule(ClassModel type) {
        if (type.interfaces().stream().anyMatch(i -> i.asInternalName().equals(APP_MODULE))) {
            return true;
        }
        String parent = parent(type);
        if (parent.isEmpty() || parent.equals(OBJECT)) {
            return false;
        }
        return find(parent).filter(this::implementsAppModule).isPresent();
    }

    private Optional<ClassModel> find(String internalName) {
        ClassModel own = classes.get(internalName);
        return own != null ? Optional.of(own) : others.apply(internalName);
    }

    private Entry entry(ClassModel type) throws Refused {
        List<MethodModel> constructors =
                type.methods().stream()
                        .filter(m -> m.methodName().equalsString("<init>"))
                        .filter(m -> m.flags().has(AccessFlag.PUBLIC))
                        .toList();
        if (!is(type, AccessFlag.PUBLIC) || constructors.size() != 1) {
            String seen = is(type, AccessFlag.PUBLIC) ? "public" : "not public";
            throw new Refused(
                    GraphError.CONSTRUCTOR,
                    module,
                    name(type)
                            + " must be public with exactly one public constructor, seen "
                            + (seen + " with " + constructors.size()),
                    "Give it one public constructor whose parameters are what it needs");
        }
        MethodModel constructor = constructors.getFirst();
        return new Entry(name(type), needs(constructor), provides(type), records(constructor));
    }

    private Map<ServiceType, ConfigShape> records(MethodModel constructor) {
        Map<ServiceType, ConfigShape> records = new HashMap<>();
        for (Signature type : signature(constructor).arguments()) {
            new ShapeReader(this::find)
                    .read(type)
                    .ifPresent(shape -> records.put(ServiceType.of(type), shape));
        }
        return Map.copyOf(records);
    }

    private static List<Need> needs(MethodModel constructor) {
        List<Signature> types = signature(constructor).arguments();
        List<Optional<String>> names =
                constructor
                        .findAttribute(Attributes.methodParameters())
                        .map(MethodParametersAttribute::parameters)
                        .orElse(List.of())
                        .stream()
                        .filter(p -> !p.has(AccessFlag.SYNTHETIC) && !p.has(AccessFlag.MANDATED))
                        .map(ClassScan::parameterName)
                        .toList();
        List<Need> needs = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            Optional<String> name = i < names.size() ? names.get(i) : Optional.empty();
            needs.add(new Need(name.orElse("#" + (i + 1)), ServiceType.of(types.get(i))));
        }
        return List.copyOf(needs);
    }

    private static Optional<String> parameterName(MethodParameterInfo parameter) {
        return parameter.name().map(name -> name.stringValue());
    }

    private List<Provision> provides(ClassModel type) throws Refused {
        List<Provision> provisions = new ArrayList<>();
        Optional<ClassModel> level = Optional.of(type);
        while (level.isPresent()) {
            for (MethodModel method : level.get().methods()) {
                if (isProvides(method)) {
                    Provision provision = provision(level.get(), method);
                    if (provisions.stream().noneMatch(p -> p.method().equals(provision.method()))) {
                        provisions.add(provision);
                    }
                }
            }
            level = find(parent(level.get()));
        }
        provisions.sort(Comparator.comparing(Provision::method));
        return List.copyOf(provisions);
    }

    private static boolean isProvides(MethodModel method) {
        return method.findAttribute(Attributes.runtimeVisibleAnnotations()).stream()
                .flatMap(attribute -> attribute.annotations().stream())
                .anyMatch(annotation -> annotation.className().equalsString(PROVIDES));
    }

    private Provision provision(ClassModel type, MethodModel method) throws Refused {
        MethodSignature signature = signature(method);
        ServiceType result = ServiceType.of(signature.result());
        boolean usable =
                method.flags().has(AccessFlag.PUBLIC)
                        && !method.flags().has(AccessFlag.STATIC)
                        && signature.arguments().isEmpty()
                        && result.isService()
                        && result.element().isEmpty();
        if (!usable) {
            throw new Refused(
                    GraphError.PROVIDES,
                    module,
                    name(type)
                            + "."
                            + method.methodName().stringValue()
                            + " has @Provides: a public instance method without parameters that"
                            + " returns an interface or class, and no List, expected",
                    "Provide one service per method; a List<T> parameter collects them");
        }
        return new Provision(method.methodName().stringValue(), result);
    }

    private static MethodSignature signature(MethodModel method) {
        return method.findAttribute(Attributes.signature())
                .map(attribute -> attribute.asMethodSignature())
                .orElseGet(() -> MethodSignature.of(method.methodTypeSymbol()));
    }

    private static boolean is(ClassModel type, AccessFlag flag) {
        return type.flags().has(flag);
    }

    private static String parent(ClassModel type) {
        return type.superclass().map(parent -> parent.asInternalName()).orElse("");
    }

    private static String name(ClassModel type) {
        return type.thisClass().asInternalName().replace('/', '.');
    }
}
