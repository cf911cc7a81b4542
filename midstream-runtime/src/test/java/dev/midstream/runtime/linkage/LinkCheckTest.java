package dev.midstream.runtime.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.runtime.TestApp;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.finding.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Modules whose contract changed under them. */
class LinkCheckTest {

    static Finding one(LinkError code, TestApp app) throws Refused {
        List<Finding> errors = LinkedApps.findings(app, Severity.ERROR);
        assertThat(errors).extracting(Finding::code).containsExactly(code);
        return errors.getFirst();
    }

    static Finding outgrown(LinkError code, String before, String after, String user)
            throws Refused {
        Finding finding = one(code, LinkedApps.outgrown(before, after, user));
        assertThat(finding.subject()).isEqualTo("user");
        return finding;
    }

    static void links(String before, String after, String user) throws Refused {
        assertThat(LinkedApps.findings(LinkedApps.outgrown(before, after, user))).isEmpty();
    }

    private static final String RATES =
            "public class Rates { public static int of(int a) { return a; } }";

    @Test
    void whatWasCompiledTogetherLinks() throws Refused {
        TestApp app =
                TestApp.named("app")
                        .module(
                                "contract",
                                "package c; public sealed interface Shape { record Disc(int r)"
                                        + " implements Shape {} record Box(int a) implements Shape {}"
                                        + " default int sides() { return 0; } }",
                                "package c; public abstract class Base<T> { protected int seen;"
                                        + " protected abstract T of(T t) throws Exception; public"
                                        + " enum Mode { ON, OFF } }")
                        .module(
                                "user",
                                List.of("contract"),
                                """
                                package u;
                                import java.util.*; import java.util.function.*; import c.*;
                                public class U extends Base<String> implements Comparator<String> {
                                    private int hidden;
                                    class Inner { int more() { return hidden++ + seen; } }
                                    protected String of(String s) { return s.isEmpty() ? s : "" + new Inner().more(); }
                                    public int compare(String a, String b) { return Mode.ON.compareTo(Mode.OFF); }
                                    int area(Shape s) { return switch (s) { case Shape.Disc d -> d.r(); case Shape.Box b -> b.a(); }; }
                                    int mode(Mode m) { return switch (m) { case ON -> 1; case OFF -> 2; }; }
                                    Supplier<List<String>> list() { return ArrayList::new; }
                                    Object copy(int[][] a, String[] b) { Object o = a.clone(); return o == null ? b.clone() : o.getClass(); }
                                    Object handle() throws Throwable {
                                        return (int) java.lang.invoke.MethodHandles.lookup().findVirtual(String.class, "length",
                                                java.lang.invoke.MethodType.methodType(int.class)).invokeExact("x");
                                    }
                                    Runnable lambda() { return () -> hidden++; }
                                    BinaryOperator<Integer> sum() { return Integer::sum; }
                                    String text(Object o) { return o + "|" + hidden + new int[0].length; }
                                    record Pair(int a, String b) {}
                                    boolean same() { return new Pair(1, "b").equals(new Pair(1, "b")); }
                                    Map<String, Integer> stream(List<String> l) {
                                        return l.stream().collect(java.util.stream.Collectors.toMap(Function.identity(), String::length));
                                    }
                                }
                                """);
        assertThat(LinkedApps.findings(app)).isEmpty();
    }

    @Test
    void aMethodThatIsGone() throws Refused {
        Finding finding =
                outgrown(
                        LinkError.NO_METHOD,
                        "public class Rates { public static int of(String a) { return 1; } }",
                        RATES,
                        "public class U {\nint rate() {\nreturn c.Rates.of(\"a\");\n}\nint more() { return"
                                + " c.Rates.of(\"b\"); } }");
        assertThat(finding.toString())
                .isEqualTo(
                        "MS-LINK-003 user: u.U.rate (U.java:3) calls c.Rates.of(String) → int, which"
                                + " is not there: the one in module 'contract' has of(int) → int (and"
                                + " at 1 more place). Compile module 'user' again against what it"
                                + " depends on now");
    }

    @Test
    void aMethodWithAnotherResult() throws Refused {
        Finding finding =
                outgrown(
                        LinkError.NO_METHOD,
                        RATES,
                        RATES.replace("int of", "long of"),
                        "public class U { int rate() { return c.Rates.of(1); } }");
        assertThat(finding.message()).contains("of(int) → int", "has of(int) → long");
    }

    @Test
    void aMethodThatMovedUpOrIntoAnInterfaceIsStillFound() throws Refused {
        links(
                "public class Rates { public int of() { return 1; } }",
                "public class Rates extends Old implements More { } class Old { public int of() {"
                        + " return 2; } } interface More { default int other() { return 1; } }",
                "public class U { int rate(c.Rates r) { return r.of(); } }");
    }

    @Test
    void aFieldThatIsGoneOrOfAnotherType() throws Refused {
        String user = "public class U { int rate(c.Rates r) { return r.now; } }";
        String before = "public class Rates { public int now; }";
        outgrown(LinkError.NO_FIELD, before, "public class Rates { }", user);
        Finding finding =
                outgrown(
                        LinkError.NO_FIELD,
                        before,
                        "public class Rates { public long now; }",
                        user);
        assertThat(finding.message()).contains("reads c.Rates.now as int", "has now of type long");
    }

    @Test
    void aClassThatIsGone() throws Refused {
        Finding finding =
                outgrown(
                        LinkError.NO_CLASS,
                        "public class Old { }",
                        "public class New { }",
                        "public class U { Object make() { return new c.Old(); } }");
        assertThat(finding.message())
                .contains("u.U.make", "c.Old, which no module or library that user sees has");
    }

    @Test
    void aClassThatAnotherModuleHasNamesIt() throws Refused {
        TestApp old =
                TestApp.named("app")
                        .module(
                                "tax",
                                "package t; public class Tax { public static void pay() {} }")
                        .module(
                                "user",
                                List.of("tax"),
                                "package u; class U { void a() { t.Tax.pay(); } }");
        Finding finding = one(LinkError.NO_CLASS, LinkedApps.stale(old, "user", List.of(), old));
        assertThat(finding.message())
                .contains("t.Tax, which is in module 'tax', which user does not see");
        assertThat(finding.remedy()).isEqualTo("Add a dependency on tax to the pom of user");
    }

    @Test
    void aClassInAnArrayACastAConstantOrAMethodType() throws Refused {
        for (String use :
                List.of(
                        "Object a() { return new c.Old[2]; }",
                        "Object a() { return new c.Old[2][3]; }",
                        "Object a() { return c.Old.class; }",
                        "boolean a(Object o) { return o instanceof c.Old; }",
                        "void a(java.util.List<c.Old> l) { for (c.Old o : l) {} }",
                        "java.util.function.Function<c.Old, String> a() { return o -> \"\"; }")) {
            outgrown(
                    LinkError.NO_CLASS,
                    "public class Old { }",
                    "public class New { }",
                    "public class U { " + use + " }");
        }
    }

    @Test
    void aTypeThatOnlyASignatureOrAnAnnotationNamesIsNotNeeded() throws Refused {
        links(
                "public class Old { } ",
                "public class New { }",
                "public class U { c.Old field; c.Old keep(c.Old o) { return o; } }");
        links("public @interface Old { } ", "public class New { }", "@c.Old public class U { }");
    }

    @Test
    void staticAndInstanceChangePlaces() throws Refused {
        Finding finding =
                outgrown(
                        LinkError.OTHER_KIND,
                        RATES,
                        RATES.replace("static ", ""),
                        "public class U { int rate() { return c.Rates.of(1); } }");
        assertThat(finding.message()).contains("is not static now");
        outgrown(
                LinkError.OTHER_KIND,
                "public class Rates { public int now; }",
                "public class Rates { public static int now; }",
                "public class U { int rate(c.Rates r) { return r.now; } }");
    }

    @Test
    void aClassBecomesAnInterfaceOrAbstract() throws Refused {
        String user = "public class U { int rate(c.Rates r) { return r.of(); } }";
        String asClass = "public abstract class Rates { public abstract int of(); }";
        String asInterface = "public interface Rates { int of(); }";
        outgrown(LinkError.OTHER_KIND, asClass, asInterface, user);
        outgrown(LinkError.OTHER_KIND, asInterface, asClass, user);
        Finding finding =
                outgrown(
                        LinkError.OTHER_KIND,
                        "public class Rates { }",
                        "public abstract class Rates { }",
                        "public class U { Object make() { return new c.Rates(); } }");
        assertThat(finding.message()).contains("which is abstract");
    }

    @Test
    void aParentBecomesFinalOrAnInterface() throws Refused {
        String user = "public class U extends c.Base { }";
        outgrown(LinkError.FINAL, "public class Base { }", "public final class Base { }", user);
        outgrown(LinkError.OTHER_KIND, "public class Base { }", "public interface Base { }", user);
        outgrown(LinkError.NO_CLASS, "public class Base { }", "public class Other { }", user);
    }

    @Test
    void aMethodBecomesFinalUnderAnOverride() throws Refused {
        outgrown(
                LinkError.FINAL,
                "public class Base { public int of() { return 1; } }",
                "public class Base { public final int of() { return 1; } }",
                "public class U extends c.Base { @Override public int of() { return 2; } }");
    }

    @Test
    void aFieldBecomesFinalUnderAWriter() throws Refused {
        outgrown(
                LinkError.FINAL,
                "public class Rates { public int now; }",
                "public class Rates { public final int now = 1; }",
                "public class U { void set(c.Rates r) { r.now = 2; } }");
    }

    @Test
    void aMethodOfTheParentBecomesAbstract() throws Refused {
        Finding finding =
                outgrown(
                        LinkError.OTHER_KIND,
                        "public abstract class Base { public int of() { return 1; } }",
                        "public abstract class Base { public abstract int of(); }",
                        "public class U extends c.Base { public int of() { return super.of() + 1; } }");
        assertThat(finding.message()).contains("of its parent", "is abstract now");
    }

    @Test
    void whatBecomesPrivateOrPackagePrivate() throws Refused {
        String user = "public class U { int rate() { return c.Rates.of(1); } }";
        assertThat(
                        outgrown(
                                        LinkError.NO_ACCESS,
                                        RATES,
                                        RATES.replace("public static", "private static"),
                                        user)
                                .message())
                .contains("is private in c.Rates of module 'contract'");
        outgrown(LinkError.NO_ACCESS, RATES, RATES.replace("public static", "static"), user);
        outgrown(LinkError.NO_ACCESS, RATES, RATES.replace("public class", "class"), user);
        outgrown(
                LinkError.NO_ACCESS,
                RATES,
                RATES.replace("public static", "protected static"),
                user);
    }

    @Test
    void protectedIsSeenFromBelowAndNotFromAside() throws Refused {
        String base = "public class Base { protected int of() { return 1; } protected int n; }";
        links(
                base,
                base,
                "public class U extends c.Base { int twice(U other) { return of() + super.of() +"
                        + " other.of() + other.n++; } }");
        outgrown(
                LinkError.NO_ACCESS,
                base.replace("protected int of", "public int of"),
                base,
                "public class U { int twice(c.Base other) { return other.of(); } }");
    }

    private static TestApp againstAnotherJdk(String type, String use) {
        int dot = type.lastIndexOf('.');
        TestApp like =
                TestApp.named("app")
                        .library(
                                "a:jdk:1",
                                "package n"
                                        + type.substring(1, dot)
                                        + "; public class "
                                        + type.substring(dot + 1)
                                        + " { public static void go() {} }")
                        .module(
                                "user",
                                List.of(),
                                List.of("a:jdk:1"),
                                "package u; class U { Object a() { "
                                        + use.replace("TYPE", "n" + type.substring(1))
                                        + " } }");
        String code =
                new String(
                        LinkedApps.classFile(like, "user", "u/U.class"),
                        java.nio.charset.StandardCharsets.ISO_8859_1);
        String name = type.replace('.', '/');
        byte[] renamed =
                code.replace("n" + name.substring(1), name)
                        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        return TestApp.named("app").module("user").file("user", "u/U.class", renamed);
    }

    @Test
    void whatTheJdkDoesNotHave() throws Refused {
        assertThat(
                        one(
                                        LinkError.NO_CLASS,
                                        againstAnotherJdk(
                                                "java.util.Nothing", "return TYPE.class;"))
                                .message())
                .contains(
                        "java.util.Nothing, which JDK "
                                + Runtime.version().feature()
                                + " does not have");
        assertThat(
                        one(
                                        LinkError.NO_METHOD,
                                        againstAnotherJdk(
                                                "java.util.Objects", "TYPE.go(); return 1;"))
                                .message())
                .contains("java.util.Objects.go()", "the JDK has none of that name");
    }

    @Test
    void aPackageThatTheJdkDoesNotExport() throws Refused {
        TestApp app = againstAnotherJdk("jdk.internal.misc.Unsafe", "return TYPE.class;");
        assertThat(one(LinkError.NO_ACCESS, app).message())
                .contains("jdk.internal.misc", "which the JDK does not export");
    }

    @Test
    void keptModulesAreNotSpokenOfAgain() throws Refused {
        TestApp app =
                LinkedApps.outgrown(
                        RATES,
                        "public class Rates { }",
                        "public class U { int rate() { return c.Rates.of(1); } }");
        var scanned =
                dev.midstream.runtime.graph.AppScan.scan(
                        app.artefact(), new dev.midstream.runtime.loader.JarCache());
        var check = new LinkCheck(new dev.midstream.runtime.loader.Boundary(java.util.Set.of()));
        assertThat(check.check(scanned, java.util.Set.of("contract"))).isEmpty();
        assertThat(check.check(scanned, java.util.Set.of("user"))).hasSize(1);
    }

    @Test
    void whatIsWrongAtVeryManyPlacesIsCounted() throws Refused {
        StringBuilder before = new StringBuilder("public class Rates { ");
        StringBuilder user = new StringBuilder("public class U { void all() { ");
        for (int i = 0; i < Report.FINDINGS_AT_MOST + 20; i++) {
            before.append("public static void m").append(i).append("() {} ");
            user.append("c.Rates.m").append(i).append("(); ");
        }
        List<Finding> findings =
                LinkedApps.findings(
                        LinkedApps.outgrown(before + "}", "public class Rates { }", user + "} }"));
        assertThat(findings).hasSize(Report.FINDINGS_AT_MOST + 1);
        assertThat(findings.getLast().message()).startsWith("20 more findings");
    }
}
