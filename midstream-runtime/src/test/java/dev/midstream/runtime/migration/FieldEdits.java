package dev.midstream.runtime.migration;

import static dev.midstream.runtime.migration.WayBack.Kind.LOSSY;
import static dev.midstream.runtime.migration.WayBack.Kind.ONE_WAY;
import static dev.midstream.runtime.migration.WayBack.Kind.REVERSIBLE;

import java.util.List;
import java.util.stream.Stream;

/** Edits of the fields of a record. */
final class FieldEdits {

    private FieldEdits() {}

    static Stream<Edit> all() {
        return Stream.of(fields(), numbers()).flatMap(List::stream);
    }

    private static Edit edit(
            String name,
            String old,
            String value,
            String next,
            String expected,
            WayBack.Kind back) {
        return new Edit(name, old, value, next, expected, back);
    }

    private static List<Edit> fields() {
        return List.of(
                edit(
                        "nothing",
                        "record S(int a) {}",
                        "new S(1)",
                        "record S(int a) {}",
                        "S[a=1]",
                        REVERSIBLE),
                edit(
                        "add a field first",
                        "record S(int a, int b) {}",
                        "new S(1, 2)",
                        "record S(@Default(\"7\") int n, int a, int b) {}",
                        "S[n=7, a=1, b=2]",
                        REVERSIBLE),
                edit(
                        "add a field in the middle",
                        "record S(int a, int b) {}",
                        "new S(1, 2)",
                        "record S(int a, @Default(\"x\") String n, int b) {}",
                        "S[a=1, n=x, b=2]",
                        REVERSIBLE),
                edit(
                        "add a field last",
                        "record S(int a, int b) {}",
                        "new S(1, 2)",
                        "record S(int a, int b, @Default(\"PT1S\") Duration n) {}",
                        "S[a=1, b=2, n=PT1S]",
                        REVERSIBLE),
                edit(
                        "add a field without default",
                        "record S(int a) {}",
                        "new S(1)",
                        "record S(int a, int b) {}",
                        "MS-MIGRATION-003",
                        REVERSIBLE),
                edit(
                        "add a field with a wrong default",
                        "record S(int a) {}",
                        "new S(1)",
                        "record S(int a, @Default(\"x\") int b) {}",
                        "MS-MIGRATION-004",
                        REVERSIBLE),
                edit(
                        "add what can be empty",
                        "record S(int a) {}",
                        "new S(1)",
                        "record S(Optional<String> o, List<S> l, int a, Set<Long> s, Map<String, S> m, OptionalInt i) {}",
                        "S[o=Optional.empty, l=[], a=1, s=[], m={}, i=OptionalInt.empty]",
                        REVERSIBLE),
                edit(
                        "add an array",
                        "record S(int a) {}",
                        "new S(1)",
                        "record S(int a, int[] b) {}",
                        "MS-MIGRATION-003",
                        REVERSIBLE),
                edit(
                        "add a constant by default",
                        "record S(int a) {}",
                        "new S(1)",
                        "record S(int a, @Default(\"B\") K k) { enum K { A, B } }",
                        "S[a=1, k=B]",
                        REVERSIBLE),
                edit(
                        "remove the first field",
                        "record S(Optional<String> n, int a) {}",
                        "new S(Optional.of(\"x\"), 1)",
                        "record S(int a) {}",
                        "S[a=1]",
                        LOSSY),
                edit(
                        "remove a field in the middle",
                        "record S(int a, @Default(\"9\") int n, int b) {}",
                        "new S(1, 5, 2)",
                        "record S(int a, int b) {}",
                        "S[a=1, b=2]",
                        LOSSY),
                edit(
                        "remove the last field, without default",
                        "record S(int a, int n) {}",
                        "new S(1, 5)",
                        "record S(int a) {}",
                        "S[a=1]",
                        ONE_WAY),
                edit(
                        "swap two fields",
                        "record S(int a, String b) {}",
                        "new S(1, \"x\")",
                        "record S(String b, int a) {}",
                        "S[b=x, a=1]",
                        REVERSIBLE),
                edit(
                        "swap two fields of one type",
                        "record S(int a, int b) {}",
                        "new S(1, 2)",
                        "record S(int b, int a) {}",
                        "S[b=2, a=1]",
                        REVERSIBLE),
                edit(
                        "rename one field",
                        "record S(int a, int b) {}",
                        "new S(1, 2)",
                        "record S(int a, int c) {}",
                        "MS-MIGRATION-003",
                        ONE_WAY),
                edit(
                        "rename two fields",
                        "record S(int a, int b) {}",
                        "new S(1, 2)",
                        "record S(int c, int d) {}",
                        "MS-MIGRATION-003",
                        ONE_WAY),
                edit(
                        "rename a field that can be empty",
                        "record S(List<Integer> a) {}",
                        "new S(List.of(1))",
                        "record S(List<Integer> c) {}",
                        "S[c=[]]",
                        LOSSY),
                edit(
                        "all at once",
                        "record S(int a, float b, Optional<String> c, String d) {}",
                        "new S(1, 2.5f, Optional.of(\"x\"), \"y\")",
                        "record S(String d, @Default(\"true\") boolean e, double b, long a) {}",
                        "S[d=y, e=true, b=2.5, a=1]",
                        ONE_WAY),
                edit(
                        "null stays",
                        "record S(String a, T t) { record T(int x) {} }",
                        "new S(null, null)",
                        "record S(T t, String a) { record T(long x) {} }",
                        "S[t=null, a=null]",
                        ONE_WAY));
    }

    private static List<Edit> numbers() {
        return List.of(
                edit(
                        "int to long",
                        "record S(int a) {}",
                        "new S(-5)",
                        "record S(long a) {}",
                        "S[a=-5]",
                        ONE_WAY),
                edit(
                        "float to double",
                        "record S(float a) {}",
                        "new S(0.1f)",
                        "record S(double a) {}",
                        "S[a=0.10000000149011612]",
                        ONE_WAY),
                edit(
                        "char to int",
                        "record S(char a) {}",
                        "new S('x')",
                        "record S(int a) {}",
                        "S[a=120]",
                        ONE_WAY),
                edit(
                        "Integer to Long",
                        "record S(Integer a, Integer b) {}",
                        "new S(5, null)",
                        "record S(Long a, Long b) {}",
                        "S[a=5, b=null]",
                        ONE_WAY),
                edit(
                        "int to Integer",
                        "record S(int a) {}",
                        "new S(5)",
                        "record S(Integer a) {}",
                        "S[a=5]",
                        ONE_WAY),
                edit(
                        "Integer to int",
                        "record S(Integer a) {}",
                        "new S(5)",
                        "record S(int a) {}",
                        "MS-MIGRATION-001",
                        REVERSIBLE),
                edit(
                        "long to int",
                        "record S(long a) {}",
                        "new S(5)",
                        "record S(int a) {}",
                        "MS-MIGRATION-001",
                        REVERSIBLE),
                edit(
                        "long to double",
                        "record S(long a) {}",
                        "new S(5)",
                        "record S(double a) {}",
                        "MS-MIGRATION-001",
                        ONE_WAY),
                edit(
                        "byte to char",
                        "record S(byte a) {}",
                        "new S((byte) 5)",
                        "record S(char a) {}",
                        "MS-MIGRATION-001",
                        ONE_WAY),
                edit(
                        "int to boolean",
                        "record S(int a) {}",
                        "new S(5)",
                        "record S(boolean a) {}",
                        "MS-MIGRATION-002",
                        ONE_WAY),
                edit(
                        "int to String",
                        "record S(int a) {}",
                        "new S(5)",
                        "record S(String a) {}",
                        "MS-MIGRATION-002",
                        ONE_WAY));
    }
}
