package dev.midstream.runtime.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mun's cases of state migration, and those of the JDK's types, as DESIGN's rules decide them. */
class DerivedTest {

    /**
     * One edit.
     *
     * @param name what is done
     * @param old the old type S, with what it needs
     * @param value makes an old value
     * @param next the new type S
     * @param expected how the new value prints, or the code that refuses it
     * @param back the class of the way back
     */
    record Edit(
            String name,
            String old,
            String value,
            String next,
            String expected,
            WayBack.Kind back) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static final WayBack.Kind REVERSIBLE = WayBack.Kind.REVERSIBLE;
    private static final WayBack.Kind LOSSY = WayBack.Kind.LOSSY;
    private static final WayBack.Kind ONE_WAY = WayBack.Kind.ONE_WAY;

    private static Edit edit(
            String name,
            String old,
            String value,
            String next,
            String expected,
            WayBack.Kind back) {
        return new Edit(name, old, value, next, expected, back);
    }

    static Stream<Edit> edits() {
        return Stream.of(fields(), numbers(), structs(), containers(), alternatives())
                .flatMap(List::stream);
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

    @ParameterizedTest
    @MethodSource("edits")
    void isConvertedOrRefused(Edit edit) {
        World old =
                World.of(
                        edit.old(),
                        "class V { static Object v() { return " + edit.value() + "; } }");
        World next = World.of(edit.next());
        Pairing pairing = Pairing.of(old, "s.S", next, "s.S");
        assertThat(pairing.wayBack().kind()).isEqualTo(edit.back());
        if (edit.expected().startsWith("MS-")) {
            assertThat(pairing.refusals()).isNotEmpty();
            assertThat(pairing.refusals().getFirst()).startsWith(edit.expected());
            return;
        }
        assertThat(pairing.refusals()).isEmpty();
        Object value = old.call("s.V", "v");
        Object up = convert(pairing.upwards(), value);
        assertThat(up).hasToString(edit.expected());
        assertThat(up.getClass().getClassLoader()).isSameAs(next.loader());
        if (edit.back() == REVERSIBLE) {
            Object back = convert(pairing.back(), up);
            assertThat(back.getClass()).isEqualTo(value.getClass());
            assertThat(new SameValues().same(value, back)).as("%s back", back).isTrue();
        }
    }

    private static Object convert(Conversion conversion, Object value) {
        try {
            return conversion.convert(value);
        } catch (MigrationFailed failed) {
            throw new AssertionError(failed);
        }
    }
}
