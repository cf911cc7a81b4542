package dev.midstream.runtime.linkage;

import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.Set;

/** Which calls change a collection, a counter or an atomic value of the JDK. */
final class Changes {

    private static final Set<String> CHANGING =
            Set.of(
                    "add",
                    "addAll",
                    "addFirst",
                    "addLast",
                    "clear",
                    "compareAndSet",
                    "compute",
                    "computeIfAbsent",
                    "computeIfPresent",
                    "decrement",
                    "increment",
                    "merge",
                    "offer",
                    "poll",
                    "pop",
                    "push",
                    "put",
                    "putAll",
                    "putIfAbsent",
                    "remove",
                    "removeAll",
                    "removeIf",
                    "replace",
                    "replaceAll",
                    "retainAll",
                    "set");

    private Changes() {}

    /** Whether a static field is read that holds something changeable. */
    static boolean holds(FieldInstruction field) {
        return field.opcode() == Opcode.GETSTATIC
                && field.type().stringValue().startsWith("Ljava/util/");
    }

    /** Whether a call is one on what a field holds, as far as its type says. */
    static boolean concerns(InvokeInstruction call, MemberRefEntry field) {
        return field.type().equalsString("L" + call.owner().asInternalName() + ";");
    }

    static boolean changes(InvokeInstruction call) {
        String name = call.name().stringValue();
        return CHANGING.contains(name) || name.startsWith("getAnd") || name.endsWith("AndGet");
    }
}
