package dev.midstream.runtime.linkage;

import static dev.midstream.runtime.linkage.LinkCheckTest.links;
import static dev.midstream.runtime.linkage.LinkCheckTest.one;
import static dev.midstream.runtime.linkage.LinkCheckTest.outgrown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.runtime.TestApp;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a contract demands of those who implement it, and types that are split over modules. */
class LinkTypesTest {

    @Test
    void aMethodOfTheContractThatNobodyImplements() throws Refused {
        Finding finding =
                outgrown(
                        LinkError.NOT_IMPLEMENTED,
                        "public interface Pricing { int price(String item); }",
                        "public interface Pricing { int price(String item); int tax(String item); }",
                        "public class U implements c.Pricing { public int price(String item) { return"
                                + " 1; } }");
        assertThat(finding.message())
                .isEqualTo(
                        "u.U does not implement tax(String) → int, which c.Pricing of module"
                                + " 'contract' demands");
        assertThat(finding.remedy()).isEqualTo("Implement it in module 'user'");
    }

    @Test
    void aDefaultMethodOfTheContractNeedsNoImplementation() throws Refused {
        links(
                "public interface Pricing { int price(String item); }",
                "public interface Pricing { int price(String item); default int tax() { return 1; }"
                        + " boolean equals(Object o); }",
                "public class U implements c.Pricing { public int price(String item) { return 1; }"
                        + " Runnable r = () -> {}; c.Pricing p = String::length; }");
    }

    @Test
    void anAbstractClassMayLeaveItToOthers() throws Refused {
        links(
                "public interface Pricing { }",
                "public interface Pricing { int price(); }",
                "public abstract class U implements c.Pricing { }");
    }

    @Test
    void aLambdaForAnInterfaceThatDemandsMore() throws Refused {
        Finding finding =
                outgrown(
                        LinkError.NOT_IMPLEMENTED,
                        "public interface Pricing { int price(); }",
                        "public interface Pricing { int price(); int tax(); }",
                        "public class U { c.Pricing pricing() { return () -> 1; } }");
        assertThat(finding.message())
                .contains(
                        "has a lambda for c.Pricing",
                        "implements price()",
                        "demands tax() → int now");
    }

    @Test
    void aLambdaForAnInterfaceWhoseMethodHasAnotherName() throws Refused {
        outgrown(
                LinkError.NOT_IMPLEMENTED,
                "public interface Pricing { int price(); }",
                "public interface Pricing { int cost(); }",
                "public class U { c.Pricing pricing() { return () -> 1; } }");
    }

    @Test
    void aLambdaForAnInterfaceThatBecameSealed() throws Refused {
        outgrown(
                LinkError.SEALED,
                "public interface Pricing { int price(); }",
                "public sealed interface Pricing { int price(); record Fixed(int price) implements"
                        + " Pricing {} }",
                "public class U { c.Pricing pricing() { return () -> 1; } }");
    }

    @Test
    void aTypeThatBecameSealed() throws Refused {
        Finding finding =
                outgrown(
                        LinkError.SEALED,
                        "public interface Shape { }",
                        "public sealed interface Shape { record Disc() implements Shape {} }",
                        "public record U() implements c.Shape { }");
        assertThat(finding.message()).contains("which is sealed and does not permit it");
    }

    @Test
    void aSplitPackageIsTwoPackages() throws Refused {
        TestApp split =
                TestApp.named("app")
                        .module(
                                "one",
                                "package p; public class A { static int secret() { return 1; } }")
                        .module(
                                "two",
                                List.of("one"),
                                "package p; public class B { int b() { return A.secret(); } }");
        Finding finding = one(LinkError.NO_ACCESS, split);
        assertThat(finding.message())
                .contains(
                        "p.B.b",
                        "calls p.A.secret()",
                        "is package-private",
                        "the package is split");
    }

    @Test
    void aSealedTypeThatIsSplitOverTwoModules() throws Refused {
        TestApp whole =
                TestApp.named("app")
                        .module(
                                "one",
                                "package p; public sealed interface A permits B {}",
                                "package p; public final class B implements A {}");
        TestApp split =
                TestApp.named("app")
                        .module("one")
                        .file("one", "p/A.class", LinkedApps.classFile(whole, "one", "p/A.class"))
                        .module("two", List.of("one"))
                        .file("two", "p/B.class", LinkedApps.classFile(whole, "one", "p/B.class"));
        Finding finding = one(LinkError.SEALED, split);
        assertThat(finding.message()).contains("permits it only from the same module");
    }

    @Test
    void aNestThatIsSplitOverTwoModules() throws Refused {
        TestApp whole =
                TestApp.named("app")
                        .module(
                                "one",
                                "package p; public class A { private int x; public static class B {"
                                        + " public int of(A a) { return a.x; } } }");
        TestApp split =
                TestApp.named("app")
                        .module("one")
                        .file("one", "p/A.class", LinkedApps.classFile(whole, "one", "p/A.class"))
                        .module("two", List.of("one"))
                        .file(
                                "two",
                                "p/A$B.class",
                                LinkedApps.classFile(whole, "one", "p/A$B.class"));
        assertThat(one(LinkError.NO_ACCESS, split).message())
                .contains("p.A$B.of", "p.A.x", "is private");
    }

    /**
     * A module that was compiled against another JDK: with the first letter of a package changed.
     */
}
