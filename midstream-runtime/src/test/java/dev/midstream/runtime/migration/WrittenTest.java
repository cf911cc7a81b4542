package dev.midstream.runtime.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.midstream.runtime.actor.Crossing;
import dev.midstream.runtime.shape.Shape;
import dev.midstream.runtime.shape.Type;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Migrations that somebody wrote: which is taken, in which order, and which can be none. */
class WrittenTest {

    private static final String V1 =
            "record S(String name, List<T> parts) { record T(int x) {}"
                    + " static S v() { return new S(\"a b\", List.of(new T(1))); } }";

    private static final String V2 =
            "record S(String first, String last, List<T> parts) { record T(int x, long y) {"
                    + " record V1(int x) {}"
                    + " @Migration static T from(V1 old) { return new T(old.x(), old.x() * 10L); }"
                    + " @Migration static V1 to(T now) { return new V1(now.x()); } }"
                    + " record V1(String name, List<T> parts) {}"
                    + " @Migration static S from(V1 old) { String[] n = old.name().split(\" \");"
                    + " return new S(n[0], n[1], old.parts()); }"
                    + " @Migration static V1 to(S now) {"
                    + " return new V1(now.first() + \" \" + now.last(), now.parts()); } }";

    private static Pairing pairing(String old, String next) {
        return Pairing.of(World.of(old), "s.S", World.of(next), "s.S");
    }

    @Test
    void aWrittenMigrationIsTakenWithThoseOfNestedRecordsInside() throws MigrationFailed {
        Pairing pairing = pairing(V1, V2);
        assertThat(pairing.refusals()).isEmpty();
        assertThat(pairing.wayBack().kind()).isEqualTo(WayBack.Kind.REVERSIBLE);
        Object old = pairing.old().call("s.S", "v");
        Object up = pairing.upwards().convert(old);
        assertThat(up).hasToString("S[first=a, last=b, parts=[T[x=1, y=10]]]");
        assertThat(pairing.back().convert(up)).isEqualTo(old);
    }

    @Test
    void anUpgradeToTheOlderReleaseTakesTheWayBackOfWhatRuns() throws MigrationFailed {
        Pairing pairing =
                pairing(
                        V2
                                + " class V { static Object v() { return S.from(new S.V1(\"a b\", List.of(new S.T(1, 10)))); } }",
                        V1);
        assertThat(pairing.refusals()).isEmpty();
        assertThat(pairing.upwards().convert(pairing.old().call("s.V", "v")))
                .hasToString("S[name=a b, parts=[T[x=1]]]");
    }

    @Test
    void equalShapesAreCopiedAlthoughMigrationsAreWritten() throws MigrationFailed {
        Pairing pairing =
                pairing(
                        V2
                                + " class V { static Object v() { return S.from(new S.V1(\"a b\", List.of(new S.T(1, 10)))); } }",
                        V2);
        assertThat(pairing.up().written()).isEmpty();
        assertThat(pairing.upwards().convert(pairing.old().call("s.V", "v")))
                .hasToString("S[first=a, last=b, parts=[T[x=1, y=10]]]");
    }

    private static final String CHAIN =
            "record S(String c) { record V1(int a) {}"
                    + " record V2(long b) { @Migration static V2 from(V1 old) {"
                    + " return new V2(old.a() + 1); }"
                    + " @Migration static V1 to(V2 now) { return new V1((int) now.b() - 1); } }"
                    + " @Migration static S from(V2 old) { return new S(\"\" + old.b()); }"
                    + " @Migration static V2 to(S now) { return new V2(Long.parseLong(now.c())); } }";

    @Test
    void olderShapesAreChained() throws MigrationFailed {
        Pairing two = pairing("record S(int a) { static S v() { return new S(4); } }", CHAIN);
        assertThat(two.up().written()).containsExactly("S.V2.from(S.V1)", "S.from(S.V2)");
        Object old = two.old().call("s.S", "v");
        Object up = two.upwards().convert(old);
        assertThat(up).hasToString("S[c=5]");
        assertThat(two.back().convert(up)).isEqualTo(old);
        Pairing one = pairing("record S(long b) { static S v() { return new S(4); } }", CHAIN);
        assertThat(one.up().written()).containsExactly("S.from(S.V2)");
        assertThat(one.upwards().convert(one.old().call("s.S", "v"))).hasToString("S[c=4]");
    }

    @Test
    void constantsCasesAndPlainTypesAreMigratedToo() throws MigrationFailed {
        Pairing enums =
                pairing(
                        "record S(K k) { enum K { A, B } static S v() { return new S(K.B); } }",
                        "record S(K k) { enum K { A, C; enum V1 { A, B } @Migration static K from(V1 old) { return old == V1.A ? A : C; } @Migration static V1 to(K now) { return now == A ? V1.A : V1.B; } } }");
        assertThat(enums.refusals()).isEmpty();
        assertThat(enums.wayBack().kind()).isEqualTo(WayBack.Kind.REVERSIBLE);
        assertThat(enums.upwards().convert(enums.old().call("s.S", "v"))).hasToString("S[k=C]");
        Pairing cases =
                pairing(
                        "sealed interface S { record A(int x) implements S {} record B(int y) implements S {} static S v() { return new B(3); } }",
                        "sealed interface S { record A(int x) implements S {} sealed interface V1 { record A(int x) implements V1 {} record B(int y) implements V1 {} } @Migration static S from(V1 old) { return switch (old) { case V1.A a -> new A(a.x()); case V1.B b -> new A(b.y() * 100); }; } }");
        assertThat(cases.refusals()).isEmpty();
        assertThat(cases.upwards().convert(cases.old().call("s.S", "v"))).hasToString("A[x=300]");
        Pairing plain =
                pairing(
                        "record S(String t) { static S v() { return new S(\"x\"); } }",
                        "record S(T t) { record T(String text) { @Migration static T from(String old) { return new T(old); } @Migration static String to(T now) { return now.text(); } } }");
        assertThat(plain.refusals()).isEmpty();
        assertThat(plain.upwards().convert(plain.old().call("s.S", "v")))
                .hasToString("S[t=T[text=x]]");
    }

    @Test
    void whatCanBeNoMigrationIsRefused() {
        assertThat(
                        refused(
                                "record S(int a) { record V1(long b) {} @Migration S from(V1 old) { return this; } }"))
                .contains("MS-MIGRATION-009")
                .contains("S.from")
                .contains("not static");
        assertThat(
                        refused(
                                "record S(int a) { record V1(long b) {} @Migration static S from(V1 old, int x) { return null; } }"))
                .contains("MS-MIGRATION-009")
                .contains("2 parameters");
        assertThat(refused("record S(int a) { @Migration static S from(S old) { return old; } }"))
                .contains("MS-MIGRATION-009")
                .contains("from S to S");
        assertThat(
                        refused(
                                "record S(int a) { @Migration static String from(Integer old) { return \"\"; } }"))
                .contains("MS-MIGRATION-009");
        assertThat(
                        refused(
                                "record S(int a) { @Migration static S from(Object old) { return null; } }"))
                .contains("MS-MIGRATION-009")
                .contains("no plain data");
        assertThat(
                        refused(
                                "record S(int a) { record V1(int a) {} @Migration static S from(V1 old) { return null; } }"))
                .contains("MS-MIGRATION-008")
                .contains("nobody can tell");
    }

    private static String refused(String next) {
        return pairing("record S(int a) {}", next).refusals().getFirst();
    }

    @Test
    void twoThatFitAreRefused() {
        Pairing pairing =
                pairing(
                        "record S(int a) {}",
                        "record S(int b) { record V1(int a) {} record V2(int a) {} @Migration static S from(V1 old) { return null; } @Migration static S from(V2 old) { return null; } }");
        assertThat(pairing.refusals().getFirst())
                .contains("MS-MIGRATION-007")
                .contains("V1")
                .contains("V2");
    }

    @Test
    void theRefusalHasTheShapesAndAMethodThatCompilesOnceItIsFilledIn() throws MigrationFailed {
        String old =
                "record S(String name, int n, List<String> l) { static S v() { return new S(\"x\", 1, List.of()); } }";
        String next = "record S(String title, int n, List<String> l) { %s }";
        Pairing pairing = pairing(old, next.formatted(""));
        String refusal = pairing.refusals().getFirst();
        assertThat(refusal)
                .contains("+ String title  (running values have nothing for it)")
                .contains("- String name  (if it is title now, say so: nobody guesses)");
        String pasted =
                refusal.substring(refusal.indexOf("    record V1("))
                        .replace("/* String title */", "old.name()")
                        .replace("/* String name */", "now.title()");
        Pairing mended = pairing(old, next.formatted(pasted));
        assertThat(mended.refusals()).isEmpty();
        Object value = mended.old().call("s.S", "v");
        Object up = mended.upwards().convert(value);
        assertThat(up).hasToString("S[title=x, n=1, l=[]]");
        assertThat(mended.back().convert(up)).isEqualTo(value);
    }

    @Test
    void whatThrowsIsNamedWithItsPath() {
        Pairing pairing =
                pairing(
                        "record S(Map<String, List<T>> m) { record T(int q) {} static S v() { return new S(Map.of(\"k\", List.of(new T(1), new T(0)))); } }",
                        "record S(Map<String, List<T>> m) { record T(int q) { T { if (q == 0) throw new IllegalArgumentException(\"q is 0\"); } } }");
        assertThatThrownBy(() -> pairing.upwards().convert(pairing.old().call("s.S", "v")))
                .isInstanceOf(MigrationFailed.class)
                .hasMessage("S.m{k}[1]: java.lang.IllegalArgumentException: q is 0");
        Pairing down =
                pairing(
                        "record S(int a) {}",
                        "record S(long a) { static S v() { return new S(5_000_000_000L); } }");
        assertThatThrownBy(() -> down.back().convert(down.next().call("s.S", "v")))
                .hasMessage("S.a: 5000000000 is no int");
    }

    @Test
    void sharedRecordsBecomeOneEach() throws MigrationFailed {
        String types = "record S(C c, int n%s) { @Shared record C(List<String> l%s) {} ";
        Pairing pairing =
                pairing(
                        types.formatted("", "")
                                + " static final C ONE = new C(List.of(\"x\")); static S one() { return new S(ONE, 1); } static S two() { return new S(ONE, 2); } static S three() { return new S(new C(List.of(\"x\")), 3); } }",
                        types.formatted(", List<Integer> m", ", List<Integer> m") + " }");
        Conversion up = pairing.upwards();
        Object a = component(up.convert(pairing.old().call("s.S", "one")));
        Object b = component(up.convert(pairing.old().call("s.S", "two")));
        Object c = component(up.convert(pairing.old().call("s.S", "three")));
        assertThat(a).isSameAs(b).isNotSameAs(c).isEqualTo(c);
    }

    private static Object component(Object record) {
        try {
            var accessor = record.getClass().getRecordComponents()[0].getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the test's record", e);
        }
    }

    @Test
    void aListOfAHundredThousandRecordsThatHoldEachOtherNeedsNoDeepStack() throws MigrationFailed {
        String node =
                "record S(int v, N next%s) { sealed interface N { record One(S s) implements N {} record None() implements N {} } ";
        Pairing pairing =
                pairing(
                        node.formatted("")
                                + " static S made() { S s = new S(0, new N.None()); for (int i = 1; i < 100_000; i++) s = new S(i, new N.One(s)); return s; } }",
                        node.formatted(", List<String> l") + " }");
        Object old = pairing.old().call("s.S", "made");
        Object up = pairing.upwards().convert(old);
        Object back = pairing.back().convert(up);
        assertThat(new SameValues().same(old, back)).isTrue();
    }

    @Test
    void storedValuesOfAnOldShapeTakeTheSameWay() throws Exception {
        World old = World.of("record S(String name, List<T> parts) { record T(int x) {} }");
        World next = World.of(V2);
        Shape stored = Shape.parse(old.shapes().shape(old.type("s.S")).text());
        assertThat(stored).isEqualTo(old.shapes().shape(old.type("s.S")));
        Shape text = Shape.parse("Ljava/lang/String;\n");
        ActorPlans plans =
                ActorPlans.of(
                        ActorShapes.stored("cart", stored, text),
                        new ActorShapes(
                                "cart",
                                next.shapes(),
                                next.type("s.S"),
                                text.root(),
                                Map.of(),
                                Map.of()));
        assertThat(plans.refusals()).isEmpty();
        Crossing crossing = plans.bindStored(next.loader());
        var s = (Type.Named) stored.root();
        var t = new Type.Named("Ls/S$T;");
        Raw value =
                new Raw.Values(
                        s, new Object[] {"a b", List.of(new Raw.Values(t, new Object[] {7}))});
        assertThat(crossing.state(value)).hasToString("S[first=a, last=b, parts=[T[x=7, y=70]]]");
    }

    @Test
    void theWayBackNamesWhatItLosesAndWhatItDrops() {
        Pairing pairing =
                pairing(
                        "record S(int a, List<String> gone) {}",
                        "record S(int a, List<String> added) {}");
        assertThat(pairing.wayBack().lost()).containsExactly("S.gone");
        assertThat(pairing.wayBack().dropped()).containsExactly("S.added");
        assertThat(Map.of(1, pairing.wayBack().kind())).containsValue(WayBack.Kind.LOSSY);
    }
}
