package dev.midstream.runtime.linkage;

import dev.midstream.runtime.linkage.ClassFacts.Shape;
import dev.midstream.runtime.linkage.Reference.Reach;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.ConstantDynamicEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.constantpool.MethodTypeEntry;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.invoke.MethodHandleInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one method's code. Used once. */
final class CodeReader {

    private static final Set<String> METAFACTORIES = Set.of("metafactory", "altMetafactory");

    /** What a handler must catch for the code before it to be prepared for an absence. */
    private static final Set<String> GUARDS =
            Set.of(
                    "java/lang/NoClassDefFoundError",
                    "java/lang/ClassNotFoundException",
                    "java/lang/LinkageError",
                    "java/lang/IncompatibleClassChangeError",
                    "java/lang/NoSuchMethodError",
                    "java/lang/NoSuchFieldError",
                    "java/lang/IllegalAccessError",
                    "java/lang/Error",
                    "java/lang/Throwable");

    private final String method;
    private final Map<Symbol, Symbol> symbols;
    private final SwitchReader switches;
    private final Map<Symbol, Reference> references = new LinkedHashMap<>();
    private final List<int[]> guarded = new ArrayList<>();

    private Optional<MemberRefEntry> held = Optional.empty();
    private int position;
    private int line;
    private boolean branched;

    /**
     * A reader.
     *
     * @param symbols the symbols of the same jar, so that equal ones are held once
     */
    CodeReader(Shape type, String method, Map<Symbol, Symbol> symbols) {
        this.method = method;
        this.symbols = symbols;
        this.switches = new SwitchReader(type);
    }

    Body read(CodeModel code) {
        for (ExceptionCatch handler : code.exceptionHandlers()) {
            handler.catchType()
                    .ifPresent(type -> {
                        if (GUARDS.contains(type.asInternalName())) {
                            guarded.add(
                                    new int[] {
                                        position(code, handler.tryStart()),
                                        position(code, handler.tryEnd())
                                    });
                        }
                    });
        }
        for (CodeElement element : code) {
            switches.see(element, line);
            switch (element) {
                case LineNumber number -> line = number.line();
                case Instruction instruction -> {
                    read(instruction);
                    position += instruction.sizeInBytes();
                }
                case ExceptionCatch handler ->
                        handler.catchType().ifPresent(type -> add(Use.CLASS, type, Reach.POSSIBLE));
                default -> {}
            }
        }
        return new Body(method, List.copyOf(references.values()), switches.found());
    }

    /** The tables that this method fills. */
    List<ClassFacts.Table> tables() {
        return switches.tables();
    }

    private static int position(CodeModel code, java.lang.classfile.Label label) {
        return ((java.lang.classfile.attribute.CodeAttribute) code).labelToBci(label);
    }

    private void read(Instruction instruction) {
        switch (instruction) {
            case FieldInstruction field -> {
                add(use(field.opcode()), field.field(), false);
                held = Changes.holds(field) ? Optional.of(field.field()) : held;
            }
            case InvokeInstruction call -> {
                add(use(call.opcode()), call.method(), call.isInterface());
                readChange(call);
            }
            case InvokeDynamicInstruction dynamic -> readDynamic(dynamic);
            case NewObjectInstruction created -> add(Use.NEW, created.className(), reach());
            case NewReferenceArrayInstruction array ->
                    add(Use.CLASS, array.componentType(), reach());
            case NewMultiArrayInstruction array -> add(Use.CLASS, array.arrayType(), reach());
            case TypeCheckInstruction check -> add(Use.CLASS, check.type(), reach());
            case ConstantInstruction.LoadConstantInstruction constant ->
                    readConstant(constant.constantEntry());
            case BranchInstruction _,
                    TableSwitchInstruction _,
                    LookupSwitchInstruction _,
                    ReturnInstruction _,
                    ThrowInstruction _ ->
                    branched = true;
            default -> {}
        }
    }

    /** A call on what a static field was just read for: it may change what the field holds. */
    private void readChange(InvokeInstruction call) {
        if (held.isPresent()
                && Changes.concerns(call, held.get())
                && !method.equals(Body.CLASS_INITIALIZER)) {
            if (Changes.changes(call)) {
                add(Use.CHANGED_STATIC, held.get(), false);
            }
            held = Optional.empty();
        }
    }

    private void readDynamic(InvokeDynamicInstruction dynamic) {
        readTypes(dynamic.type().stringValue());
        var bootstrap = dynamic.invokedynamic().bootstrap();
        readHandle(bootstrap.bootstrapMethod());
        bootstrap.arguments().forEach(this::readConstant);
        if (METAFACTORIES.contains(bootstrap.bootstrapMethod().reference().name().stringValue())
                && !bootstrap.arguments().isEmpty()
                && bootstrap.arguments().getFirst() instanceof MethodTypeEntry implemented) {
            String type = dynamic.type().stringValue();
            String result = type.substring(type.lastIndexOf(')') + 1);
            String key =
                    Symbol.method(
                            dynamic.name().stringValue(), implemented.descriptor().stringValue());
            if (result.startsWith("L")) {
                String owner = result.substring(1, result.length() - 1);
                add(new Symbol(Use.LAMBDA, owner, key, true), reach());
            }
        }
    }

    private void readConstant(LoadableConstantEntry constant) {
        switch (constant) {
            case ClassEntry type -> add(Use.CLASS, type, reach());
            case MethodTypeEntry type -> readTypes(type.descriptor().stringValue());
            case MethodHandleEntry handle -> readHandle(handle);
            case ConstantDynamicEntry dynamic -> {
                readTypes(dynamic.type().stringValue());
                readHandle(dynamic.bootstrap().bootstrapMethod());
                dynamic.bootstrap().arguments().forEach(this::readConstant);
            }
            default -> {}
        }
    }

    private void readHandle(MethodHandleEntry handle) {
        MemberRefEntry member = handle.reference();
        boolean ofInterface =
                member instanceof java.lang.classfile.constantpool.InterfaceMethodRefEntry;
        switch (handle.kind()) {
            case MethodHandleInfo.REF_getField -> add(Use.GET_FIELD, member, false);
            case MethodHandleInfo.REF_putField -> add(Use.PUT_FIELD, member, false);
            case MethodHandleInfo.REF_getStatic -> add(Use.GET_STATIC, member, false);
            case MethodHandleInfo.REF_putStatic -> add(Use.PUT_STATIC, member, false);
            case MethodHandleInfo.REF_invokeStatic -> add(Use.CALL_STATIC, member, ofInterface);
            case MethodHandleInfo.REF_invokeSpecial -> add(Use.CALL_SPECIAL, member, ofInterface);
            case MethodHandleInfo.REF_newInvokeSpecial -> {
                add(Use.NEW, member.owner(), reach());
                add(Use.CALL_SPECIAL, member, false);
            }
            case MethodHandleInfo.REF_invokeInterface ->
                    add(Use.CALL_INTERFACE, member, ofInterface);
            default -> add(Use.CALL_VIRTUAL, member, ofInterface);
        }
    }

    /** The JVM looks up every type of a method type, unlike those of a method that is called. */
    private void readTypes(String descriptor) {
        Descriptors.types(descriptor)
                .forEach(type -> add(Symbol.ofClass(Use.CLASS, type), reach()));
    }

    private static Use use(Opcode opcode) {
        return switch (opcode) {
            case GETFIELD -> Use.GET_FIELD;
            case PUTFIELD -> Use.PUT_FIELD;
            case GETSTATIC -> Use.GET_STATIC;
            case PUTSTATIC -> Use.PUT_STATIC;
            case INVOKESTATIC -> Use.CALL_STATIC;
            case INVOKESPECIAL -> Use.CALL_SPECIAL;
            case INVOKEINTERFACE -> Use.CALL_INTERFACE;
            default -> Use.CALL_VIRTUAL;
        };
    }

    private void add(Use use, ClassEntry type, Reach reach) {
        String element = Descriptors.element(type.asInternalName());
        if (!element.isEmpty()) {
            add(Symbol.ofClass(use, element), reach);
        }
    }

    private void add(Use use, MemberRefEntry member, boolean ofInterface) {
        String name = member.name().stringValue();
        String type = member.type().stringValue();
        String key = use.ofField() ? Symbol.field(name, type) : Symbol.method(name, type);
        add(new Symbol(use, member.owner().asInternalName(), key, ofInterface), reach());
    }

    private void add(Symbol symbol, Reach reach) {
        Reference known = references.get(symbol);
        if (known == null || reach.compareTo(known.reach()) < 0) {
            Symbol held = symbols.computeIfAbsent(symbol, s -> s);
            references.put(held, new Reference(held, line, reach));
        }
    }

    private Reach reach() {
        for (int[] range : guarded) {
            if (position >= range[0] && position < range[1]) {
                return Reach.GUARDED;
            }
        }
        return branched ? Reach.POSSIBLE : Reach.CERTAIN;
    }
}
