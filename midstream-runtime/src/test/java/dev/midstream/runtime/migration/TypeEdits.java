package dev.midstream.runtime.migration;

import static dev.midstream.runtime.migration.WayBack.Kind.LOSSY;
import static dev.midstream.runtime.migration.WayBack.Kind.ONE_WAY;
import static dev.midstream.runtime.migration.WayBack.Kind.REVERSIBLE;

import java.util.List;
import java.util.stream.Stream;

/** Edits of what a type is: records in records, containers, enums and sealed types. */
final class TypeEdits {

    private TypeEdits() {}

    static Stream<Edit> all() {
        return Stream.of(structs(), containers(), alternatives()).flatMap(List::stream);
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

    private static List<Edit> structs() {
        return List.of(
                edit(
                        "add a struct with default nothing",
                        "record S(int a) {}",
                        "new S(1)",
                        "record S(int a, T t) { record T(int x) {} }",
                        "MS-MIGRATION-003",
                        REVERSIBLE),
                edit(
                        "remove a struct",
                        "record S(int a, Optional<T> t) { record T(int x) {} }",
                        "new S(1, Optional.of(new S.T(2)))",
                        "record S(int a) {}",
                        "S[a=1]",
                        LOSSY),
                edit(
                        "replace a struct by another",
                        "record S(T t) { record T(int x) {} }",
                        "new S(new S.T(2))",
                        "record S(U t) { record U(int x) {} }",
                        "MS-MIGRATION-002",
                        ONE_WAY),
                edit(
                        "rename a struct's field",
                        "record S(T t) { record T(int x) {} }",
                        "new S(new S.T(2))",
                        "record S(T t) { record T(int y) {} }",
                        "MS-MIGRATION-003",
                        ONE_WAY),
                edit(
                        "a value becomes a struct",
                        "record S(int t) {}",
                        "new S(2)",
                        "record S(T t) { record T(int x) {} }",
                        "MS-MIGRATION-002",
                        ONE_WAY),
                edit(
                        "a struct becomes a value",
                        "record S(T t) { record T(int x) {} }",
                        "new S(new S.T(2))",
                        "record S(int t) {}",
                        "MS-MIGRATION-002",
                        ONE_WAY),
                edit(
                        "nested structs change",
                        "record S(T t) { record T(U u) {} record U(int x, String y) {} }",
                        "new S(new S.T(new S.U(2, \"y\")))",
                        "record S(T t) { record T(U u) {} record U(String y, int x, List<Long> z) {} }",
                        "S[t=T[u=U[y=y, x=2, z=[]]]]",
                        REVERSIBLE),
                edit(
                        "a struct moves out of its record",
                        "record S(T t) { record T(int x) {} }",
                        "new S(new S.T(2))",
                        "record S(T t) {} record T(int x) {}",
                        "S[t=T[x=2]]",
                        REVERSIBLE),
                edit(
                        "a generic struct",
                        "record S(P<T> p) { record T(int x) {} record P<A>(A a, List<A> all) {} }",
                        "new S(new S.P<>(new S.T(1), List.of(new S.T(2))))",
                        "record S(P<T> p) { record T(int x, Optional<String> y) {} record P<A>(List<A> all, A a) {} }",
                        "S[p=P[all=[T[x=2, y=Optional.empty]], a=T[x=1, y=Optional.empty]]]",
                        REVERSIBLE),
                edit(
                        "a recursive struct",
                        "record S(int v, Optional<S> next) {}",
                        "new S(1, Optional.of(new S(2, Optional.empty())))",
                        "record S(Optional<S> next, int v, List<String> tags) {}",
                        "S[next=Optional[S[next=Optional.empty, v=2, tags=[]]], v=1, tags=[]]",
                        REVERSIBLE));
    }

    private static List<Edit> containers() {
        return List.of(
                edit(
                        "a value becomes an array",
                        "record S(int a) {}",
                        "new S(1)",
                        "record S(int[] a) {}",
                        "MS-MIGRATION-002",
                        ONE_WAY),
                edit(
                        "an array becomes a value",
                        "record S(int[] a) {}",
                        "new S(new int[] {1})",
                        "record S(int a) {}",
                        "MS-MIGRATION-002",
                        ONE_WAY),
                edit(
                        "a value becomes an optional",
                        "record S(String a) {}",
                        "new S(\"x\")",
                        "record S(Optional<String> a) {}",
                        "MS-MIGRATION-002",
                        ONE_WAY),
                edit(
                        "a list becomes a set",
                        "record S(List<String> a) {}",
                        "new S(List.of(\"x\"))",
                        "record S(Set<String> a) {}",
                        "MS-MIGRATION-002",
                        ONE_WAY),
                edit(
                        "an array becomes a list",
                        "record S(int[] a) {}",
                        "new S(new int[] {1})",
                        "record S(List<Integer> a) {}",
                        "MS-MIGRATION-002",
                        ONE_WAY),
                edit(
                        "an array's elements widen",
                        "record S(int[] a) { public String toString() { return Arrays.toString(a); } }",
                        "new S(new int[] {1, 2})",
                        "record S(long[] a) { public String toString() { return Arrays.toString(a); } }",
                        "[1, 2]",
                        ONE_WAY),
                edit(
                        "an array's elements narrow",
                        "record S(long[] a) {}",
                        "new S(new long[] {1})",
                        "record S(int[] a) {}",
                        "MS-MIGRATION-001",
                        REVERSIBLE),
                edit(
                        "an array of structs",
                        "record S(T[][] a) { record T(int x) {} public String toString() { return Arrays.deepToString(a); } }",
                        "new S(new S.T[][] {{new S.T(1), null}, {}})",
                        "record S(T[][] a) { record T(int x, List<String> l) {} public String toString() { return Arrays.deepToString(a); } }",
                        "[[T[x=1, l=[]], null], []]",
                        REVERSIBLE),
                edit(
                        "an array is the same",
                        "record S(int[] a) { public String toString() { return Arrays.toString(a); } }",
                        "new S(new int[] {3})",
                        "record S(int[] a, List<String> b) { public String toString() { return Arrays.toString(a) + b; } }",
                        "[3][]",
                        REVERSIBLE),
                edit(
                        "order of sets and maps",
                        "record S(Set<T> s, Map<T, List<T>> m) { record T(int x) {} }",
                        "new S(Collections.unmodifiableSet(new LinkedHashSet<>(List.of(new S.T(3), new S.T(1)))), new TreeMap<>(Comparator.comparing(S.T::x).reversed()) {{ put(new S.T(1), List.of()); put(new S.T(2), List.of(new S.T(9))); }})",
                        "record S(Set<T> s, Map<T, List<T>> m) { record T(int x) {} }",
                        "S[s=[T[x=3], T[x=1]], m={T[x=2]=[T[x=9]], T[x=1]=[]}]",
                        REVERSIBLE),
                edit(
                        "nulls in lists and maps",
                        "record S(List<T> l, Map<String, T> m) { record T(int x) {} }",
                        "new S(Arrays.asList(null, new S.T(1)), new HashMap<>() {{ put(null, null); }})",
                        "record S(List<T> l, Map<String, T> m) { record T(int x) {} }",
                        "S[l=[null, T[x=1]], m={null=null}]",
                        REVERSIBLE),
                edit(
                        "what became of a question",
                        "record S(Result<T> r, Asked<T> a) { record T(int x) {} }",
                        "new S(new Result.Ok<>(new S.T(1)), new Asked<>(7))",
                        "record S(Asked<T> a, Result<T> r) { record T(int x) {} }",
                        "S[a=Asked[number=7], r=Ok[value=T[x=1]]]",
                        REVERSIBLE));
    }

    private static List<Edit> alternatives() {
        return List.of(
                edit(
                        "constants are reordered",
                        "record S(K k) { enum K { A, B } }",
                        "new S(S.K.A)",
                        "record S(K k) { enum K { B, A } }",
                        "S[k=A]",
                        REVERSIBLE),
                edit(
                        "a constant is added",
                        "record S(K k) { enum K { A, B } }",
                        "new S(S.K.A)",
                        "record S(K k) { enum K { A, B, C } }",
                        "S[k=A]",
                        ONE_WAY),
                edit(
                        "a constant is removed",
                        "record S(K k) { enum K { A, B } }",
                        "new S(S.K.A)",
                        "record S(K k) { enum K { A } }",
                        "MS-MIGRATION-005",
                        REVERSIBLE),
                edit(
                        "a constant with a body",
                        "record S(K k) { enum K { A { }, B } }",
                        "new S(S.K.A)",
                        "record S(K k) { enum K { A, B { } } }",
                        "S[k=A]",
                        REVERSIBLE),
                edit(
                        "a case changes",
                        "sealed interface S { record A(int x) implements S {} enum N implements S { NONE } }",
                        "new S.A(1)",
                        "sealed interface S { enum N implements S { NONE } record A(int x, List<S> l) implements S {} }",
                        "A[x=1, l=[]]",
                        REVERSIBLE),
                edit(
                        "a case is added",
                        "sealed interface S { record A(int x) implements S {} }",
                        "new S.A(1)",
                        "sealed interface S { record A(int x) implements S {} record B() implements S {} }",
                        "A[x=1]",
                        ONE_WAY),
                edit(
                        "a case is removed",
                        "sealed interface S { record A(int x) implements S {} record B() implements S {} }",
                        "new S.A(1)",
                        "sealed interface S { record A(int x) implements S {} }",
                        "MS-MIGRATION-006",
                        REVERSIBLE),
                edit(
                        "a case moves below another",
                        "sealed interface S { record A(int x) implements S {} record B() implements S {} }",
                        "new S.A(1)",
                        "sealed interface S { sealed interface T extends S { record A(int x) implements T {} } record B() implements S {} }",
                        "A[x=1]",
                        REVERSIBLE),
                edit(
                        "a record becomes sealed",
                        "record S(int x) {}",
                        "new S(1)",
                        "sealed interface S { record A(int x) implements S {} }",
                        "MS-MIGRATION-002",
                        ONE_WAY));
    }
}
