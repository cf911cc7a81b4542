package dev.midstream.runtime.generation;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;

import dev.midstream.runtime.finding.MidstreamException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes references: objects of a contract's type that send each call to the generation that the
 * calling thread holds, or else to the current one for the length of the call; and the objects that
 * stand for what such calls return, which send theirs to the generation that it belongs to.
 *
 * <p>A generated class per contract instead of {@link java.lang.reflect.Proxy}: no boxing, no
 * argument array, and the JIT sees an ordinary interface call. For {@code int f(long a)} it holds
 *
 * <pre>
 * Pin pin = References.pin(gate);
 * if (References.holds(pin)) {
 *     ClassLoader before = References.into(pin, slot);
 *     try { return ((Contract) References.service(pin, slot)).f(a); }
 *     catch (Throwable t) { throw References.failure(t); }
 *     finally { References.back(before); }
 * }
 * References.enter(gate, pin);
 * … the same, and pin.close() at the end …
 * </pre>
 *
 * and for an object that was handed out
 *
 * <pre>
 * Pin pin = Lent.pin(lent);
 * Lent.Crossing crossing = Lent.enter(lent, pin);
 * … the same with Lent.into(lent) and Lent.object(lent), and Lent.exit(pin, crossing) at the end …
 * </pre>
 *
 * A result that is no plain data goes through {@code References.handOut}, an argument of a type
 * that is handed out somewhere through {@code References.handIn}; other methods pay for neither.
 */
final class ReferenceFactory {

    static final String PACKAGE = "dev.midstream.runtime.generation.";
    static final ClassDesc GATE = ClassDesc.of(PACKAGE + "Gate");
    static final ClassDesc LENT = ClassDesc.of(PACKAGE + "Lent");
    private static final ClassDesc LENT_REFERENCE = ClassDesc.of(PACKAGE + "Lent$Reference");
    static final ClassDesc HANDING = ClassDesc.of(PACKAGE + "References$Handing");

    private final Class<?> contract;
    private final Map<Method, Handout> methods;
    private final Set<Class<?>> wrapped;
    private final boolean lent;
    private final ClassDesc self;

    private ReferenceFactory(
            Class<?> contract,
            Map<Method, Handout> methods,
            ContractTypes.Judged judged,
            boolean lent) {
        this.contract = contract;
        this.methods = methods;
        this.wrapped =
                judged.wrapped().keySet().stream()
                        .map(ResolvedType::raw)
                        .collect(Collectors.toSet());
        this.lent = lent;
        this.self = ClassDesc.of(name(contract, lent));
    }

    static <T> T create(Class<T> contract, int slot, References from, HostTypes host) {
        if (!contract.isInterface()
                || !Modifier.isPublic(contract.getModifiers())
                || contract.isSealed()) {
            throw new MidstreamException(
                    GenerationError.CONTRACT_UNUSABLE,
                    contract.getName(),
                    "a reference needs a public interface that is not sealed",
                    "Make it one, or refer to an interface that leads to it");
        }
        ContractTypes.Judged judged = ContractTypes.judge(contract, host);
        try {
            judged.wrapped()
                    .forEach((type, handout) -> handout.factory(wrapper(type, judged, from)));
            Map<Method, Handout> methods = of(judged, judged.contract());
            Class<?> type = new ReferenceFactory(contract, methods, judged, false).define();
            return contract.cast(
                    type.getConstructor(Gate.class, int.class, References.Handing.class)
                            .newInstance(from.gate(), slot, handing(from, methods)));
        } catch (ReflectiveOperationException | LinkageError e) {
            throw unusable(contract, e);
        }
    }

    private static Map<Method, Handout> of(ContractTypes.Judged judged, ResolvedType type) {
        return Optional.ofNullable(judged.methods().get(type)).orElseThrow();
    }

    private static References.Handing handing(References from, Map<Method, Handout> methods) {
        return new References.Handing(from, List.copyOf(methods.values()));
    }

    /** Makes the class of the objects that stand for those of an interface behind a contract. */
    private static Handout.WrapperFactory wrapper(
            ResolvedType type, ContractTypes.Judged judged, References from) {
        Map<Method, Handout> methods = of(judged, type);
        try {
            Class<?> made = new ReferenceFactory(type.raw(), methods, judged, true).define();
            MethodHandle constructor =
                    MethodHandles.publicLookup()
                            .findConstructor(
                                    made,
                                    MethodType.methodType(
                                            void.class, Lent.class, References.Handing.class));
            MethodHandle create =
                    MethodHandles.insertArguments(constructor, 1, handing(from, methods))
                            .asType(MethodType.methodType(Object.class, Lent.class));
            return lent -> wrap(create, lent);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw unusable(type.raw(), e);
        }
    }

    private static Object wrap(MethodHandle create, Lent lent) {
        try {
            return (Object) create.invokeExact(lent);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable impossible) {
            throw new AssertionError("a generated constructor throws nothing", impossible);
        }
    }

    private static MidstreamException unusable(Class<?> contract, Throwable e) {
        return new MidstreamException(
                GenerationError.CONTRACT_UNUSABLE,
                contract.getName(),
                "no reference to it can be made: " + e,
                "Its package must be exported, and every type it names must be visible");
    }

    /** No class can be defined in a package of the JDK's. */
    private static String name(Class<?> contract, boolean lent) {
        String prefix = JdkTypes.isOfJdk(contract) ? "dev.midstream.reference." : "";
        return prefix + contract.getName() + (lent ? "$MidstreamObject" : "$MidstreamReference");
    }

    private Class<?> define() throws ClassNotFoundException {
        String name = name(contract, lent);
        byte[] bytes = ClassFile.of().build(self, lent ? this::lentClass : this::referenceClass);
        return Class.forName(name, true, new Definer(contract.getClassLoader(), name, bytes));
    }

    /** Sees the contract through its own loader and the reference's parts through ours. */
    private static final class Definer extends ClassLoader {
        private final String name;
        private final byte[] bytes;

        Definer(@Nullable ClassLoader parent, String name, byte[] bytes) {
            super("midstream reference", parent);
            this.name = name;
            this.bytes = bytes;
        }

        @Override
        protected Class<?> findClass(String wanted) throws ClassNotFoundException {
            if (wanted.equals(name)) {
                return defineClass(name, bytes, 0, bytes.length);
            }
            return Class.forName(wanted, false, ReferenceFactory.class.getClassLoader());
        }
    }

    private void referenceClass(ClassBuilder type) {
        type.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL);
        type.withInterfaceSymbols(descriptor(contract));
        fields(type, Map.of("gate", GATE, "slot", CD_int, "handing", HANDING));
        type.withMethodBody(
                INIT_NAME,
                MethodTypeDesc.of(CD_void, GATE, CD_int, HANDING),
                ClassFile.ACC_PUBLIC,
                code -> {
                    superclass(code);
                    code.aload(0).aload(1).putfield(self, "gate", GATE);
                    code.aload(0).iload(2).putfield(self, "slot", CD_int);
                    code.aload(0).aload(3).putfield(self, "handing", HANDING).return_();
                });
        type.withMethodBody(
                "toString",
                MethodTypeDesc.of(CD_String),
                ClassFile.ACC_PUBLIC,
                code -> code.loadConstant("reference to " + contract.getName()).areturn());
        forwards(type);
    }

    private void lentClass(ClassBuilder type) {
        type.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL);
        type.withInterfaceSymbols(descriptor(contract), LENT_REFERENCE);
        fields(type, Map.of("lent", LENT, "handing", HANDING));
        type.withMethodBody(
                INIT_NAME,
                MethodTypeDesc.of(CD_void, LENT, HANDING),
                ClassFile.ACC_PUBLIC,
                code -> {
                    superclass(code);
                    code.aload(0).aload(1).putfield(self, "lent", LENT);
                    code.aload(0).aload(2).putfield(self, "handing", HANDING).return_();
                });
        type.withMethodBody(
                "midstreamLent",
                MethodTypeDesc.of(LENT),
                ClassFile.ACC_PUBLIC,
                code -> lent(code).areturn());
        type.withMethodBody(
                "toString",
                MethodTypeDesc.of(CD_String),
                ClassFile.ACC_PUBLIC,
                code ->
                        lent(code)
                                .invokestatic(LENT, "describe", MethodTypeDesc.of(CD_String, LENT))
                                .areturn());
        type.withMethodBody(
                "hashCode",
                MethodTypeDesc.of(CD_int),
                ClassFile.ACC_PUBLIC,
                code ->
                        lent(code)
                                .invokestatic(LENT, "hash", MethodTypeDesc.of(CD_int, LENT))
                                .ireturn());
        type.withMethodBody(
                "equals",
                MethodTypeDesc.of(CD_boolean, CD_Object),
                ClassFile.ACC_PUBLIC,
                code ->
                        lent(code)
                                .aload(1)
                                .invokestatic(
                                        LENT,
                                        "same",
                                        MethodTypeDesc.of(CD_boolean, LENT, CD_Object))
                                .ireturn());
        forwards(type);
    }

    private static void fields(ClassBuilder type, Map<String, ClassDesc> fields) {
        fields.forEach((name, of) ->
                type.withField(name, of, ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL));
    }

    private static void superclass(CodeBuilder code) {
        code.aload(0).invokespecial(CD_Object, INIT_NAME, MethodTypeDesc.of(CD_void));
    }

    private void forwards(ClassBuilder type) {
        List<Method> all = List.copyOf(methods.keySet());
        for (int index = 0; index < all.size(); index++) {
            Method method = all.get(index);
            boolean plain = methods.get(method) instanceof Handout.AsIs;
            Forward forward = new Forward(self, contract, method, index, plain, wrapped);
            type.withMethodBody(
                    method.getName(),
                    signature(method),
                    ClassFile.ACC_PUBLIC,
                    code -> {
                        if (lent) {
                            forward.toObject(code);
                        } else {
                            forward.toService(code);
                        }
                    });
        }
    }

    private CodeBuilder lent(CodeBuilder code) {
        return code.aload(0).getfield(self, "lent", LENT);
    }

    static MethodTypeDesc signature(Method method) {
        ClassDesc[] parameters = new ClassDesc[method.getParameterCount()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = descriptor(method.getParameterTypes()[i]);
        }
        return MethodTypeDesc.of(descriptor(method.getReturnType()), parameters);
    }

    static ClassDesc descriptor(Class<?> type) {
        return ClassDesc.ofDescriptor(type.descriptorString());
    }
}
