package dev.midstream.runtime.generation;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;

import dev.midstream.runtime.finding.MidstreamException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes references: objects of a contract's type that send each call to the generation that the
 * calling thread holds, or else to the current one for the length of the call.
 *
 * <p>A generated class per contract instead of {@link java.lang.reflect.Proxy}: no boxing, no
 * argument array, and the JIT sees an ordinary interface call. For {@code int f(long a)} it holds
 *
 * <pre>
 * Pin pin = References.pin(gate);
 * if (References.holds(pin)) {
 *     ClassLoader before = References.into(pin, slot);
 *     try { return ((Contract) References.service(pin, slot)).f(a); }
 *     finally { References.back(before); }
 * }
 * References.enter(gate, pin);
 * ClassLoader before = References.into(pin, slot);
 * try { return ((Contract) References.service(pin, slot)).f(a); }
 * finally { References.back(before); pin.close(); }
 * </pre>
 */
final class ReferenceFactory {

    private static final ClassDesc GATE = ClassDesc.of("dev.midstream.runtime.generation.Gate");
    private static final ClassDesc PIN = ClassDesc.of("dev.midstream.runtime.generation.Pin");
    private static final ClassDesc REFERENCES =
            ClassDesc.of("dev.midstream.runtime.generation.References");
    private static final ClassDesc LOADER = ClassDesc.of("java.lang.ClassLoader");
    private static final MethodTypeDesc CONSTRUCTOR = MethodTypeDesc.of(CD_void, GATE, CD_int);

    private ReferenceFactory() {}

    static <T> T create(Class<T> contract, Gate gate, int slot) {
        if (!contract.isInterface()
                || !Modifier.isPublic(contract.getModifiers())
                || contract.isSealed()) {
            throw new MidstreamException(
                    GenerationError.CONTRACT_UNUSABLE,
                    contract.getName(),
                    "a reference needs a public interface that is not sealed",
                    "Make it one, or refer to an interface that leads to it");
        }
        String name = contract.getName() + "$MidstreamReference";
        byte[] bytes = generate(contract, ClassDesc.of(name));
        Definer definer = new Definer(contract.getClassLoader(), name, bytes);
        try {
            Class<?> type = Class.forName(name, true, definer);
            return contract.cast(
                    type.getConstructor(Gate.class, int.class).newInstance(gate, slot));
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new MidstreamException(
                    GenerationError.CONTRACT_UNUSABLE,
                    contract.getName(),
                    "no reference to it can be made: " + e,
                    "Its package must be exported, and every type it names must be visible");
        }
    }

    /** Sees the contract through its own loader and the reference's parts through ours. */
    private static final class Definer extends ClassLoader {
        private final String name;
        private final byte[] bytes;

        Definer(ClassLoader parent, String name, byte[] bytes) {
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

    private static byte[] generate(Class<?> contract, ClassDesc self) {
        return ClassFile.of()
                .build(
                        self,
                        type -> {
                            type.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL);
                            type.withInterfaceSymbols(descriptor(contract));
                            type.withField(
                                    "gate", GATE, ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL);
                            type.withField(
                                    "slot", CD_int, ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL);
                            type.withMethodBody(
                                    INIT_NAME,
                                    CONSTRUCTOR,
                                    ClassFile.ACC_PUBLIC,
                                    code -> constructor(code, self));
                            type.withMethodBody(
                                    "toString",
                                    MethodTypeDesc.of(CD_String),
                                    ClassFile.ACC_PUBLIC,
                                    code ->
                                            code.loadConstant("reference to " + contract.getName())
                                                    .areturn());
                            Set<String> seen = new HashSet<>();
                            for (Method method : contract.getMethods()) {
                                MethodTypeDesc signature = signature(method);
                                String key = method.getName() + signature.descriptorString();
                                if (!Modifier.isStatic(method.getModifiers())
                                        && !isOfObject(method)
                                        && seen.add(key)) {
                                    type.withMethodBody(
                                            method.getName(),
                                            signature,
                                            ClassFile.ACC_PUBLIC,
                                            code -> forward(code, self, contract, method));
                                }
                            }
                        });
    }

    private static void constructor(CodeBuilder code, ClassDesc self) {
        code.aload(0)
                .invokespecial(CD_Object, INIT_NAME, MethodTypeDesc.of(CD_void))
                .aload(0)
                .aload(1)
                .putfield(self, "gate", GATE)
                .aload(0)
                .iload(2)
                .putfield(self, "slot", CD_int)
                .return_();
    }

    private static void forward(
            CodeBuilder code, ClassDesc self, Class<?> contract, Method method) {
        int pin = code.allocateLocal(TypeKind.REFERENCE);
        int before = code.allocateLocal(TypeKind.REFERENCE);
        code.aload(0)
                .getfield(self, "gate", GATE)
                .invokestatic(REFERENCES, "pin", MethodTypeDesc.of(PIN, GATE))
                .astore(pin)
                .aload(pin)
                .invokestatic(REFERENCES, "holds", MethodTypeDesc.of(CD_boolean, PIN))
                .ifThen(held ->
                        guarded(held, self, contract, method, pin, before, h -> back(h, before)))
                .aload(0)
                .getfield(self, "gate", GATE)
                .aload(pin)
                .invokestatic(REFERENCES, "enter", MethodTypeDesc.of(CD_void, GATE, PIN));
        guarded(
                code,
                self,
                contract,
                method,
                pin,
                before,
                after -> {
                    back(after, before);
                    close(after, pin);
                });
    }

    /** Calls with the module's context class loader and returns, or throws, after {@code last}. */
    private static void guarded(
            CodeBuilder code,
            ClassDesc self,
            Class<?> contract,
            Method method,
            int pin,
            int before,
            Consumer<CodeBuilder> last) {
        code.aload(pin)
                .aload(0)
                .getfield(self, "slot", CD_int)
                .invokestatic(REFERENCES, "into", MethodTypeDesc.of(LOADER, PIN, CD_int))
                .astore(before)
                .trying(
                        body -> {
                            call(body, self, contract, method, pin);
                            last.accept(body);
                            body.return_(result(method));
                        },
                        handlers ->
                                handlers.catchingAll(handler -> {
                                    last.accept(handler);
                                    handler.athrow();
                                }));
    }

    /** Calls the implementation in the generation that the pin holds; leaves the result. */
    private static void call(
            CodeBuilder code, ClassDesc self, Class<?> contract, Method method, int pin) {
        MethodTypeDesc signature = signature(method);
        code.aload(pin)
                .aload(0)
                .getfield(self, "slot", CD_int)
                .invokestatic(REFERENCES, "service", MethodTypeDesc.of(CD_Object, PIN, CD_int))
                .checkcast(descriptor(contract));
        for (int i = 0; i < signature.parameterCount(); i++) {
            code.loadLocal(TypeKind.from(signature.parameterType(i)), code.parameterSlot(i));
        }
        code.invokeinterface(descriptor(contract), method.getName(), signature);
    }

    private static TypeKind result(Method method) {
        return TypeKind.from(signature(method).returnType());
    }

    private static void close(CodeBuilder code, int pin) {
        code.aload(pin).invokevirtual(PIN, "close", MethodTypeDesc.of(CD_void));
    }

    private static void back(CodeBuilder code, int before) {
        code.aload(before).invokestatic(REFERENCES, "back", MethodTypeDesc.of(CD_void, LOADER));
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

    private static MethodTypeDesc signature(Method method) {
        ClassDesc[] parameters = new ClassDesc[method.getParameterCount()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = descriptor(method.getParameterTypes()[i]);
        }
        return MethodTypeDesc.of(descriptor(method.getReturnType()), parameters);
    }

    private static ClassDesc descriptor(Class<?> type) {
        return ClassDesc.ofDescriptor(type.descriptorString());
    }
}
