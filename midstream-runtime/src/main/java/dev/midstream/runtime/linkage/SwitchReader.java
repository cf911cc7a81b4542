package dev.midstream.runtime.linkage;

import dev.midstream.runtime.linkage.ClassFacts.Shape;
import dev.midstream.runtime.linkage.ClassFacts.Table;
import dev.midstream.runtime.linkage.KnownCases.Cases;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the switches in a method that throw for what they do not know, as javac writes them: over
 * an enum by a table of numbers ({@code $SwitchMap$}), over enums and types by {@code
 * SwitchBootstraps}. Used once.
 */
final class SwitchReader {

    private static final String TABLE = "$SwitchMap$";
    private static final Set<String> THROWN =
            Set.of("java/lang/MatchException", "java/lang/IncompatibleClassChangeError");

    private final Shape type;
    private final List<Candidate> candidates = new ArrayList<>();
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Set<Label> throwing = new HashSet<>();
    private final List<Label> here = new ArrayList<>();

    private Optional<Pending> pending = Optional.empty();
    private String table = "";
    private String enumType = "";
    private String constant = "";
    private int number;

    SwitchReader(Shape type) {
        this.type = type;
    }

    private record Candidate(KnownCases cases, Label otherwise) {}

    /** What the next switch instruction is about. */
    private sealed interface Pending {
        record OfTable(String holder, String table) implements Pending {}

        record OfCases(Cases cases) implements Pending {}
    }

    void see(CodeElement element, int line) {
        switch (element) {
            case LabelTarget target -> here.add(target.label());
            case Instruction instruction -> {
                see(instruction, line);
                here.clear();
            }
            default -> {}
        }
    }

    private void see(Instruction instruction, int line) {
        switch (instruction) {
            case FieldInstruction field when field.opcode() == Opcode.GETSTATIC -> seeField(field);
            case InvokeDynamicInstruction dynamic -> pending = ofBootstrap(dynamic);
            case TableSwitchInstruction table ->
                    candidate(line, table.cases(), table.defaultTarget());
            case LookupSwitchInstruction lookup ->
                    candidate(line, lookup.cases(), lookup.defaultTarget());
            case NewObjectInstruction created -> {
                if (THROWN.contains(created.className().asInternalName())) {
                    throwing.addAll(here);
                }
            }
            case ConstantInstruction.IntrinsicConstantInstruction value -> number(value);
            case ConstantInstruction.ArgumentConstantInstruction value -> number(value);
            case ArrayStoreInstruction store when store.opcode() == Opcode.IASTORE -> fill();
            default -> {}
        }
    }

    private void number(ConstantInstruction value) {
        if (value.constantValue() instanceof Integer given) {
            number = given;
        }
    }

    private void seeField(FieldInstruction field) {
        String name = field.name().stringValue();
        String owner = field.owner().asInternalName();
        if (name.startsWith(TABLE)) {
            table = owner.equals(type.name()) ? name : "";
            pending = Optional.of(new Pending.OfTable(owner, name));
        } else if (!table.isEmpty()) {
            enumType = owner;
            constant = name;
        }
    }

    /** An element of a table was written: number for constant. */
    private void fill() {
        if (!table.isEmpty() && !constant.isEmpty()) {
            tables.computeIfAbsent(table, name -> new Table(name, enumType, new HashMap<>()))
                    .numbers()
                    .put(constant, number);
            constant = "";
        }
    }

    private static Optional<Pending> ofBootstrap(InvokeDynamicInstruction dynamic) {
        var bootstrap = dynamic.invokedynamic().bootstrap();
        var method = bootstrap.bootstrapMethod().reference();
        if (!method.owner().asInternalName().equals("java/lang/runtime/SwitchBootstraps")) {
            return Optional.empty();
        }
        List<String> selector = Descriptors.types(dynamic.type().stringValue());
        if (selector.isEmpty()) {
            return Optional.empty();
        }
        List<LoadableConstantEntry> labels = bootstrap.arguments();
        if (method.name().equalsString("enumSwitch")) {
            boolean named = labels.stream().allMatch(StringEntry.class::isInstance);
            return named
                    ? Optional.of(
                            new Pending.OfCases(
                                    new Cases.Named(
                                            selector.getFirst(),
                                            labels.stream()
                                                    .map(label ->
                                                            ((StringEntry) label).stringValue())
                                                    .toList())))
                    : Optional.empty();
        }
        boolean types = labels.stream().allMatch(ClassEntry.class::isInstance);
        return types
                ? Optional.of(
                        new Pending.OfCases(
                                new Cases.Types(
                                        selector.getFirst(),
                                        labels.stream()
                                                .map(label -> ((ClassEntry) label).asInternalName())
                                                .toList())))
                : Optional.empty();
    }

    private void candidate(int line, List<SwitchCase> cases, Label otherwise) {
        pending.ifPresent(about -> {
            Cases known =
                    switch (about) {
                        case Pending.OfTable(String holder, String name) ->
                                new Cases.Numbered(
                                        holder,
                                        name,
                                        cases.stream().map(SwitchCase::caseValue).toList());
                        case Pending.OfCases(Cases given) -> given;
                    };
            candidates.add(new Candidate(new KnownCases(line, known), otherwise));
        });
        pending = Optional.empty();
    }

    List<KnownCases> found() {
        return candidates.stream()
                .filter(candidate -> throwing.contains(candidate.otherwise()))
                .map(Candidate::cases)
                .toList();
    }

    List<Table> tables() {
        return List.copyOf(tables.values());
    }
}
