package dev.midstream.runtime.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.runtime.TestApp;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.finding.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Libraries: what is absent from them, what they ask of the app, what two loaders make of them. */
class LibraryLinkTest {

    private static final String OPTIONAL = "g:optional:1";
    private static final String LIBRARY = "g:library:1";

    /** A library that is compiled against another one, which the module does not have. */
    private static TestApp withoutOptional(String library, String user) {
        return TestApp.named("app")
                .library(
                        OPTIONAL,
                        "package o; public class Opt { public static int go() { return 1; } }")
                .library(LIBRARY, List.of(OPTIONAL), "package l; " + library)
                .module("user", List.of(), List.of(LIBRARY), "package u; " + user);
    }

    private static Finding one(TestApp app, LinkError code, Severity severity) throws Refused {
        List<Finding> findings = LinkedApps.findings(app, Severity.WARNING);
        assertThat(findings).extracting(Finding::code).containsExactly(code);
        assertThat(findings.getFirst().severity()).isEqualTo(severity);
        return findings.getFirst();
    }

    private static final String PARTLY =
            "public class Lib { public static int plain() { return 1; } public static int fast() { return o.Opt.go(); }"
                    + " public static int maybe(boolean b) { return b ? o.Opt.go() : 0; }"
                    + " public static int tried() { try { return o.Opt.go(); } catch (NoClassDefFoundError e) { return 0; } } }";

    @Test
    void anAbsentOptionalPartIsSilent() throws Refused {
        TestApp app = withoutOptional(PARTLY, "class U { int a() { return l.Lib.plain(); } }");
        assertThat(LinkedApps.findings(app, Severity.WARNING)).isEmpty();
        List<Finding> silent = LinkedApps.findings(app);
        assertThat(silent).extracting(Finding::code).containsExactly(LinkError.LIBRARY_OPTIONAL);
        assertThat(silent.getFirst().severity()).isEqualTo(Severity.INFO);
        assertThat(silent.getFirst().message()).contains(LIBRARY, "l.Lib.fast", "o.Opt");
    }

    @Test
    void anAbsentPartThatTheModuleCallsIsRefused() throws Refused {
        Finding finding =
                one(
                        withoutOptional(PARTLY, "class U {\nint a() { return l.Lib.fast(); } }"),
                        LinkError.LIBRARY_PART_ABSENT,
                        Severity.ERROR);
        assertThat(finding.message())
                .startsWith(
                        "u.U.a (U.java:2) calls l.Lib.fast(), and that fails: library " + LIBRARY)
                .contains("o.Opt");
        assertThat(finding.remedy())
                .contains("Add the dependency that the library leaves optional");
    }

    @Test
    void anAbsentPartThatTheModuleMayComeToIsAWarning() throws Refused {
        one(
                withoutOptional(PARTLY, "class U { int a() { return l.Lib.maybe(true); } }"),
                LinkError.LIBRARY_PART_ABSENT,
                Severity.WARNING);
    }

    @Test
    void aLibraryThatIsPreparedForTheAbsenceIsLeftAlone() throws Refused {
        assertThat(
                        LinkedApps.findings(
                                withoutOptional(
                                        PARTLY, "class U { int a() { return l.Lib.tried(); } }"),
                                Severity.WARNING))
                .isEmpty();
    }

    @Test
    void anInitializerThatComesToAnAbsentPartIsRefused() throws Refused {
        one(
                withoutOptional(
                        "public class Lib { static final int X = o.Opt.go(); public static int plain() { return 1; } }",
                        "class U { int a() { return l.Lib.plain(); } }"),
                LinkError.LIBRARY_PART_ABSENT,
                Severity.ERROR);
    }

    @Test
    void aClassWhoseParentIsAbsentCannotBeUsed() throws Refused {
        TestApp app =
                withoutOptional(
                        "public class Lib extends o.Opt { public static int plain() { return 1; } }",
                        "class U { int a() { return l.Lib.plain(); } }");
        // Only the compiler needs the parent: the module is compiled with it, and loaded without.
        TestApp stale =
                LinkedApps.stale(
                        app,
                        "user",
                        List.of(),
                        List.of(LIBRARY),
                        app.module(
                                "user",
                                List.of(),
                                List.of(LIBRARY, OPTIONAL),
                                "package u; class U { int a() { return l.Lib.plain(); } }"));
        Finding finding = one(stale, LinkError.NO_CLASS, Severity.ERROR);
        assertThat(finding.message())
                .contains("l.Lib of library " + LIBRARY, "cannot be loaded", "o.Opt");
    }

    @Test
    void aLibraryThatNeedsAModuleThatChanged() throws Refused {
        TestApp before =
                TestApp.named("app")
                        .library(
                                "c:contract:1",
                                "package c; public class Rates { public static int of() { return 1; } }")
                        .library(
                                LIBRARY,
                                List.of("c:contract:1"),
                                "package l; public class Lib { public int a() { return c.Rates.of(); } }");
        TestApp app =
                before.module("contract", "package c; public class Rates { }")
                        .module(
                                "user",
                                List.of("contract"),
                                List.of(LIBRARY),
                                "package u; class U { }");
        Finding finding = one(app, LinkError.NO_METHOD, Severity.ERROR);
        assertThat(finding.message()).contains("library " + LIBRARY, "l.Lib.a", "c.Rates.of()");
        assertThat(finding.remedy()).isEqualTo("Take a version of " + LIBRARY + " that fits");
    }

    @Test
    void aLibraryThatSeesNoModuleOfTheApp() throws Refused {
        TestApp together =
                TestApp.named("app")
                        .module(
                                "contract",
                                "package c; public class Rates { public static int of() { return 1; } }")
                        .module(
                                "lib",
                                List.of("contract"),
                                "package l; public class Lib { public int a() { return c.Rates.of(); } }");
        TestApp app =
                together.without("lib")
                        .library(LIBRARY)
                        .file(
                                LIBRARY,
                                "l/Lib.class",
                                LinkedApps.classFile(together, "lib", "l/Lib.class"))
                        .sharing(LIBRARY)
                        .module(
                                "user",
                                List.of("contract"),
                                List.of(LIBRARY),
                                "package u; class U { Object a() { return l.Lib.class; } }");
        Finding finding = one(app, LinkError.NO_CLASS, Severity.ERROR);
        assertThat(finding.subject()).isEqualTo("shared libraries");
        assertThat(finding.message())
                .contains(
                        "c.Rates, which is in module 'contract', which shared libraries does not see");
    }

    @Test
    void aClassOfALibraryThatDoesNotImplementTheNewContract() throws Refused {
        TestApp app =
                TestApp.named("app")
                        .library("c:contract:1", "package c; public interface Pricing { }")
                        .library(
                                LIBRARY,
                                List.of("c:contract:1"),
                                "package l; public class Lib implements c.Pricing { }")
                        .module("contract", "package c; public interface Pricing { int price(); }")
                        .module(
                                "user",
                                List.of("contract"),
                                List.of(LIBRARY),
                                "package u; class U { Object a() { return new l.Lib(); } }");
        assertThat(one(app, LinkError.NOT_IMPLEMENTED, Severity.ERROR).message())
                .contains("library " + LIBRARY + ": l.Lib does not implement price()");
    }

    /**
     * Both modules bring the class {@code t.Money} in a jar of their own, and one hands it over.
     */
    @Test
    void aTypeInASignatureThatTwoLoadersDefineApart() throws Refused {
        Finding finding =
                one(TwoMoneys.app("a.money()"), LinkError.TWO_DEFINITIONS, Severity.ERROR);
        assertThat(finding.subject()).isEqualTo("b");
        assertThat(finding.message())
                .contains("b.B.pay", "calls a.A.money()", "t.Money")
                .contains("b sees the one of library t:purse:2")
                .contains("a the one of library t:money:1");
        assertThat(finding.remedy()).contains("midstream.shared");
    }

    @Test
    void anOverrideWhoseSignatureTwoLoadersDefineApart() throws Refused {
        assertThat(one(TwoMoneys.overriding(), LinkError.TWO_DEFINITIONS, Severity.ERROR).message())
                .contains("overrides a.A.money()");
    }

    @Test
    void theSameLibraryInTwoModulesIsNoHarmWhileItsTypesStayInside() throws Refused {
        assertThat(LinkedApps.findings(TwoMoneys.app("a.plain()"))).isEmpty();
    }

    private static TestApp withNative(String binary, String loads) {
        TestApp app =
                TestApp.named("app")
                        .library(
                                LIBRARY,
                                "package l; public class Lib { "
                                        + loads
                                        + " public static native int zip(); }")
                        .module(
                                "user",
                                List.of(),
                                List.of(LIBRARY),
                                "package u; class U { int a() { return l.Lib.zip(); } }");
        return binary.isEmpty() ? app : app.file(LIBRARY, binary, "code");
    }

    @Test
    void nativeCodeInAPrivateLibraryIsRefused() throws Refused {
        for (TestApp app :
                List.of(
                        withNative("lib/linux/libzip.so", ""),
                        withNative("lib/zip.dll", ""),
                        withNative("", "static { System.loadLibrary(\"zip\"); }"))) {
            Finding finding = one(app, LinkError.NATIVE, Severity.ERROR);
            assertThat(finding.message()).contains(LIBRARY, "l.Lib.zip()");
            assertThat(finding.remedy()).contains("Add g:library to the property midstream.shared");
        }
    }

    @Test
    void nativeCodeInASharedLibraryStays() throws Refused {
        assertThat(LinkedApps.findings(withNative("libzip.so", "").sharing(LIBRARY))).isEmpty();
    }

    @Test
    void nativeMethodsWithoutCodeAreNoHarm() throws Refused {
        assertThat(LinkedApps.findings(withNative("", ""))).isEmpty();
    }

    @Test
    void nativeCodeThatAnotherLibraryOfTheModuleBrings() throws Refused {
        TestApp app =
                withNative("", "")
                        .library("g:binaries:1", "package x; public class X { }")
                        .file("g:binaries:1", "META-INF/native/libzip.so", "code")
                        .module(
                                "user",
                                List.of(),
                                List.of(LIBRARY, "g:binaries:1"),
                                "package u; class U { }");
        assertThat(one(app, LinkError.NATIVE, Severity.ERROR).remedy())
                .contains("Add g:binaries to");
    }

    @Test
    void aNativeMethodOfAModuleIsRefused() throws Refused {
        TestApp app = TestApp.named("app").module("user", "package u; class U { native int a(); }");
        assertThat(one(app, LinkError.NATIVE, Severity.ERROR).message())
                .startsWith("u.U.a is native");
    }
}
