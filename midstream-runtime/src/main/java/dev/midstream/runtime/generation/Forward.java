package dev.midstream.runtime.generation;

import static dev.midstream.runtime.generation.ReferenceFactory.GATE;
import static dev.midstream.runtime.generation.ReferenceFactory.HANDING;
import static dev.midstream.runtime.generation.ReferenceFactory.LENT;
import static dev.midstream.runtime.generation.ReferenceFactory.descriptor;
import static dev.midstream.runtime.generation.ReferenceFactory.signature;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_Throwable;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The code of one method of a reference, or of an object that was handed out.
 *
 * @param self the generated class
 * @param contract the interface that it implements
 * @param index the method's place in the class's {@code handing}
 * @param plain whether the result passes as it is
 * @param wrapped the interfaces whose objects may be a module's own in the host's hands
 */
record Forward(
        ClassDesc self,
        Class<?> contract,
        Method method,
        int index,
        boolean plain,
        Set<Class<?>> wrapped) {

    private static final ClassDesc PIN = ClassDesc.of(ReferenceFactory.PACKAGE + "Pin");
    private static final ClassDesc CROSSING =
            ClassDesc.of(ReferenceFactory.PACKAGE + "Lent$Crossing");
    private static final ClassDesc REFERENCES =
            ClassDesc.of(ReferenceFactory.PACKAGE + "References");
    private static final ClassDesc LOADER = ClassDesc.of("java.lang.ClassLoader");

    /** A call of the service in a slot. */
    void toService(CodeBuilder code) {
        int pin = code.allocateLocal(TypeKind.REFERENCE);
        int before = code.allocateLocal(TypeKind.REFERENCE);
        code.aload(0)
                .getfield(self, "gate", GATE)
                .invokestatic(REFERENCES, "pin", MethodTypeDesc.of(PIN, GATE))
                .astore(pin)
                .aload(pin)
                .invokestatic(REFERENCES, "holds", MethodTypeDesc.of(CD_boolean, PIN))
                .ifThen(held -> {
                    intoService(held, pin, before);
                    guarded(held, pin, this::service, last -> back(last, before));
                })
                .aload(0)
                .getfield(self, "gate", GATE)
                .aload(pin)
                .invokestatic(REFERENCES, "enter", MethodTypeDesc.of(CD_void, GATE, PIN));
        intoService(code, pin, before);
        guarded(
                code,
                pin,
                this::service,
                last -> {
                    back(last, before);
                    last.aload(pin).invokevirtual(PIN, "close", MethodTypeDesc.of(CD_void));
                });
    }

    /** A call of an object that was handed out. */
    void toObject(CodeBuilder code) {
        int pin = code.allocateLocal(TypeKind.REFERENCE);
        int before = code.allocateLocal(TypeKind.REFERENCE);
        int crossing = code.allocateLocal(TypeKind.REFERENCE);
        lent(code).invokestatic(LENT, "pin", MethodTypeDesc.of(PIN, LENT)).astore(pin);
        lent(code)
                .aload(pin)
                .invokestatic(LENT, "enter", MethodTypeDesc.of(CROSSING, LENT, PIN))
                .astore(crossing);
        lent(code).invokestatic(LENT, "into", MethodTypeDesc.of(LOADER, LENT)).astore(before);
        guarded(
                code,
                pin,
                this::object,
                last -> {
                    back(last, before);
                    last.aload(pin)
                            .aload(crossing)
                            .invokestatic(LENT, "exit", MethodTypeDesc.of(CD_void, PIN, CROSSING));
                });
    }

    private void intoService(CodeBuilder code, int pin, int before) {
        code.aload(pin)
                .aload(0)
                .getfield(self, "slot", CD_int)
                .invokestatic(REFERENCES, "into", MethodTypeDesc.of(LOADER, PIN, CD_int))
                .astore(before);
    }

    /** Leaves the object that is to be called. */
    private interface Target {
        void load(CodeBuilder code, int pin);
    }

    private void service(CodeBuilder code, int pin) {
        code.aload(pin)
                .aload(0)
                .getfield(self, "slot", CD_int)
                .invokestatic(REFERENCES, "service", MethodTypeDesc.of(CD_Object, PIN, CD_int));
    }

    private void object(CodeBuilder code, int pin) {
        lent(code).invokestatic(LENT, "object", MethodTypeDesc.of(CD_Object, LENT));
    }

    private CodeBuilder lent(CodeBuilder code) {
        return code.aload(0).getfield(self, "lent", LENT);
    }

    /** Calls and returns, or throws, after {@code last}. */
    private void guarded(CodeBuilder code, int pin, Target target, Consumer<CodeBuilder> last) {
        code.trying(
                body -> {
                    target.load(body, pin);
                    body.checkcast(descriptor(contract));
                    call(body, pin);
                    last.accept(body);
                    body.return_(TypeKind.from(signature(method).returnType()));
                },
                handlers ->
                        handlers.catchingAll(handler -> {
                            handler.invokestatic(
                                    REFERENCES,
                                    "failure",
                                    MethodTypeDesc.of(CD_Throwable, CD_Throwable));
                            last.accept(handler);
                            handler.athrow();
                        }));
    }

    /** Calls the target on the stack; leaves what the host gets. */
    private void call(CodeBuilder code, int pin) {
        MethodTypeDesc signature = signature(method);
        Class<?>[] parameters = method.getParameterTypes();
        for (int i = 0; i < parameters.length; i++) {
            code.loadLocal(TypeKind.from(signature.parameterType(i)), code.parameterSlot(i));
            if (wrapped.contains(parameters[i])) {
                code.aload(pin)
                        .invokestatic(
                                REFERENCES, "handIn", MethodTypeDesc.of(CD_Object, CD_Object, PIN))
                        .checkcast(descriptor(parameters[i]));
            }
        }
        code.invokeinterface(descriptor(contract), method.getName(), signature);
        if (!plain) {
            code.aload(0)
                    .getfield(self, "handing", HANDING)
                    .loadConstant(index)
                    .aload(pin)
                    .invokestatic(
                            REFERENCES,
                            "handOut",
                            MethodTypeDesc.of(CD_Object, CD_Object, HANDING, CD_int, PIN))
                    .checkcast(descriptor(method.getReturnType()));
        }
    }

    private static void back(CodeBuilder code, int before) {
        code.aload(before).invokestatic(REFERENCES, "back", MethodTypeDesc.of(CD_void, LOADER));
    }
}
