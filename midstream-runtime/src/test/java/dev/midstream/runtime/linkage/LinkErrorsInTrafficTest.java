package dev.midstream.runtime.linkage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.midstream.runtime.Lease;
import dev.midstream.runtime.Midstream;
import dev.midstream.runtime.TestApp;
import dev.midstream.runtime.finding.Code;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.shop.Answers;
import dev.midstream.runtime.upgrade.Outcome;
import dev.midstream.runtime.upgrade.StageListener;
import dev.midstream.runtime.upgrade.UpgradeOptions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For each class of error: with the links unchecked the upgrade is done and the next request fails
 * in the JVM; with them checked the upgrade is refused and the release before serves on.
 */
@Timeout(120)
class LinkErrorsInTrafficTest {

    private static final String LINKS = "midstream.verify.links";

    @AfterEach
    void checkAgain() {
        System.clearProperty(LINKS);
    }

    /**
     * An upgrade that goes wrong.
     *
     * @param name what changes
     * @param good the release that runs
     * @param bad the one that must not
     * @param thrown what the JVM throws at the first request
     * @param code what verify says
     */
    record Wrong(
            String name,
            TestApp good,
            TestApp bad,
            Class<? extends Throwable> thrown,
            LinkError code) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** The module that serves; what it does stands in a class of its own, met by traffic first. */
    private static String[] serving(String... more) {
        String module =
                """
                package u;
                import dev.midstream.runtime.shop.Answers;
                public class M implements dev.midstream.api.AppModule {
                    @dev.midstream.api.Provides public Answers answers() {
                        return new Answers() {
                            public String answer() { return "" + Use.go(); }
                            public String slow(String latch) { return latch; }
                        };
                    }
                }
                """;
        return Stream.concat(Stream.of(module), Stream.of(more).map(s -> "package u; " + s))
                .toArray(String[]::new);
    }

    private static String use(String body) {
        return "class Use { static Object go() { " + body + " } }";
    }

    private static Wrong outgrown(
            String name,
            String before,
            String after,
            Class<? extends Throwable> thrown,
            LinkError code,
            String... user) {
        TestApp good =
                TestApp.named("app")
                        .module("contract", "package c; " + before)
                        .module("user", List.of("contract"), serving(user));
        TestApp bad =
                LinkedApps.stale(
                        good.module("contract", "package c; " + after),
                        "user",
                        List.of("contract"),
                        good);
        return new Wrong(name, good, bad, thrown, code);
    }

    static Stream<Wrong> wrongs() {
        String rates =
                "public class Rates { public int now; public static int of() { return 1; } }";
        String base = "public class Base { public int of() { return 1; } }";
        String pricing = "public interface Pricing { int price(); }";
        return Stream.of(
                outgrown(
                        "a class is gone",
                        rates,
                        "class Other { }",
                        NoClassDefFoundError.class,
                        LinkError.NO_CLASS,
                        use("return c.Rates.of();")),
                outgrown(
                        "a field is gone",
                        rates,
                        rates.replace("now", "then"),
                        NoSuchFieldError.class,
                        LinkError.NO_FIELD,
                        use("return new c.Rates().now;")),
                outgrown(
                        "a method is gone",
                        rates,
                        rates.replace("of()", "of(int a)"),
                        NoSuchMethodError.class,
                        LinkError.NO_METHOD,
                        use("return c.Rates.of();")),
                outgrown(
                        "a method behind a method reference is gone",
                        rates,
                        rates.replace("of()", "of(int a)"),
                        NoSuchMethodError.class,
                        LinkError.NO_METHOD,
                        use(
                                "java.util.function.IntSupplier s = c.Rates::of; return s.getAsInt();")),
                outgrown(
                        "a method is private",
                        rates,
                        rates.replace("public static", "private static"),
                        IllegalAccessError.class,
                        LinkError.NO_ACCESS,
                        use("return c.Rates.of();")),
                outgrown(
                        "a static method is not static",
                        rates,
                        rates.replace("static", ""),
                        IncompatibleClassChangeError.class,
                        LinkError.OTHER_KIND,
                        use("return c.Rates.of();")),
                outgrown(
                        "a class is abstract",
                        rates,
                        rates.replace("public class", "public abstract class"),
                        InstantiationError.class,
                        LinkError.OTHER_KIND,
                        use("return new c.Rates().now;")),
                outgrown(
                        "a parent is final",
                        base,
                        base.replace("public class", "public final class"),
                        IncompatibleClassChangeError.class,
                        LinkError.FINAL,
                        "class Below extends c.Base { }",
                        use("return new Below().of();")),
                outgrown(
                        "an overridden method is final",
                        base,
                        base.replace("public int", "public final int"),
                        IncompatibleClassChangeError.class,
                        LinkError.FINAL,
                        "class Below extends c.Base { public int of() { return 2; } }",
                        use("return new Below().of();")),
                outgrown(
                        "a written field is final",
                        rates,
                        rates.replace("public int now", "public final int now = 1"),
                        IllegalAccessError.class,
                        LinkError.FINAL,
                        use("return new c.Rates().now = 2;")),
                outgrown(
                        "a contract demands more of a class",
                        "public interface Pricing { int price(); static int sum(Pricing p) { return"
                                + " p.price(); } }",
                        "public interface Pricing { int price(); int tax(); static int sum(Pricing p)"
                                + " { return p.price() + p.tax(); } }",
                        AbstractMethodError.class,
                        LinkError.NOT_IMPLEMENTED,
                        "class Mine implements c.Pricing { public int price() { return 1; } }",
                        use("return c.Pricing.sum(new Mine());")),
                outgrown(
                        "a contract demands more of a lambda",
                        "public interface Pricing { int price(); static int sum(Pricing p) { return"
                                + " p.price(); } }",
                        "public interface Pricing { int price(); int tax(); static int sum(Pricing p)"
                                + " { return p.price() + p.tax(); } }",
                        AbstractMethodError.class,
                        LinkError.NOT_IMPLEMENTED,
                        use("return c.Pricing.sum(() -> 1);")),
                outgrown(
                        "a type is sealed",
                        pricing,
                        "public sealed interface Pricing { int price(); record Fixed(int price)"
                                + " implements Pricing { } }",
                        IncompatibleClassChangeError.class,
                        LinkError.SEALED,
                        "class Mine implements c.Pricing { public int price() { return 1; } }",
                        use("return new Mine().price();")),
                splitPackage(),
                twoDefinitions(),
                absentPart());
    }

    private static Wrong splitPackage() {
        String secret = "package c; public class Rates { static int of() { return 1; } }";
        String near =
                "package c; public class Near { public static int of() { return Rates.of(); } }";
        TestApp good =
                TestApp.named("app")
                        .module("contract", secret, near)
                        .module("user", List.of("contract"), serving(use("return c.Near.of();")));
        TestApp bad =
                good.module("contract", secret)
                        .module("near", List.of("contract"), near)
                        .module(
                                "user",
                                List.of("contract", "near"),
                                serving(use("return c.Near.of();")));
        return new Wrong(
                "a package is split", good, bad, IllegalAccessError.class, LinkError.NO_ACCESS);
    }

    /** Two libraries with one class; who hands it over and who takes it mean different ones. */
    private static Wrong twoDefinitions() {
        TestApp good = TwoMoneys.serving(serving(use("return new a.A().plain();")));
        TestApp bad =
                TwoMoneys.serving(serving(use("return \"\" + new t.Money() + new a.A().money();")));
        return new Wrong(
                "a type has two definitions",
                good,
                bad,
                LinkageError.class,
                LinkError.TWO_DEFINITIONS);
    }

    private static Wrong absentPart() {
        TestApp libraries =
                TestApp.named("app")
                        .library(
                                "g:optional:1",
                                "package o; public class Opt { public static int go() { return 1; } }")
                        .library(
                                "g:library:1",
                                List.of("g:optional:1"),
                                "package l; public class Lib { public static int plain() { return 1; }"
                                        + " public static int fast() { return o.Opt.go(); } }");
        return new Wrong(
                "a library's optional part is absent",
                libraries.module(
                        "user",
                        List.of(),
                        List.of("g:library:1"),
                        serving(use("return l.Lib.plain();"))),
                libraries.module(
                        "user",
                        List.of(),
                        List.of("g:library:1"),
                        serving(use("return l.Lib.fast();"))),
                NoClassDefFoundError.class,
                LinkError.LIBRARY_PART_ABSENT);
    }

    @ParameterizedTest
    @MethodSource("wrongs")
    void withoutVerifyTheJvmFailsUnderTraffic(Wrong wrong) throws Exception {
        System.setProperty(LINKS, "off");
        try (Midstream midstream = start(wrong.good())) {
            Answers answers = midstream.reference(Answers.class);
            assertThat(answers.answer()).isNotEmpty();

            assertThat(upgrade(midstream, wrong.bad())).isInstanceOf(Outcome.Done.class);

            assertThat(catchThrowable(answers::answer)).isExactlyInstanceOf(wrong.thrown());
        }
    }

    @ParameterizedTest
    @MethodSource("wrongs")
    void verifyRefusesIt(Wrong wrong) throws Exception {
        try (Midstream midstream = start(wrong.good())) {
            Answers answers = midstream.reference(Answers.class);
            String before = answers.answer();

            Outcome outcome = upgrade(midstream, wrong.bad());

            assertThat(outcome).isInstanceOf(Outcome.Refusal.class);
            assertThat(codes(outcome)).contains(wrong.code());
            assertThat(answers.answer()).isEqualTo(before);
        }
    }

    @Test
    void aSwitchThatDoesNotKnowTheNewConstantIsAWarning() throws Exception {
        Wrong grown =
                outgrown(
                        "an enum has grown",
                        "public enum Mode { ON; public static Mode now() { return ON; } }",
                        "public enum Mode { ON, OFF; public static Mode now() { return OFF; } }",
                        MatchException.class,
                        LinkError.OTHER_KIND,
                        use("return switch (c.Mode.now()) { case ON -> 1; };"));
        try (Midstream midstream = start(grown.good())) {
            Answers answers = midstream.reference(Answers.class);
            assertThat(answers.answer()).isEqualTo("1");

            Outcome outcome = upgrade(midstream, grown.bad());

            assertThat(outcome).isInstanceOf(Outcome.Done.class);
            assertThat(codes(outcome)).containsExactly(LintCode.UNKNOWN_CASE);
            assertThat(catchThrowable(answers::answer)).isExactlyInstanceOf(grown.thrown());
        }
    }

    /** Any native library will do, and each JDK has this one. */
    @Test
    void nativeCodeOfAPrivateLibraryFailsInTheNextVersion() throws Exception {
        System.setProperty(LINKS, "off");
        try (Midstream midstream = start(withNative(1))) {
            Answers answers = midstream.reference(Answers.class);
            assertThat(answers.answer()).isEqualTo("1");

            assertThat(upgrade(midstream, withNative(2))).isInstanceOf(Outcome.Done.class);

            assertThat(catchThrowable(answers::answer))
                    .isExactlyInstanceOf(UnsatisfiedLinkError.class)
                    .hasMessageContaining("already loaded in another classloader");
        }
        System.clearProperty(LINKS);
        assertThat(catchThrowable(() -> start(withNative(1)).close()))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.findings())
                                        .extracting(Finding::code)
                                        .containsExactly(LinkError.NATIVE));
    }

    private static TestApp withNative(int version) {
        return TestApp.named("app")
                .library(
                        "g:native:1",
                        "package l; public class Lib { static { System.load(System.getProperty("
                                + "\"java.home\") + \"/lib/\" + System.mapLibraryName(\"prefs\")); }"
                                + " public static native int zip(); public static int of() { return "
                                + version
                                + "; } }")
                .module(
                        "user",
                        List.of(),
                        List.of("g:native:1"),
                        serving(use("return l.Lib.of();")));
    }

    private static Midstream start(TestApp app) throws Refused {
        return Midstream.builder().artefact(app.bytes()).contract(Answers.class).start();
    }

    private static Outcome upgrade(Midstream midstream, TestApp app) throws Refused {
        try (Lease lease = midstream.lease("test")) {
            return lease.upgrade(app.bytes(), UpgradeOptions.DEFAULT, StageListener.NONE);
        }
    }

    private static List<Code> codes(Outcome outcome) {
        return outcome.findings().stream().map(Finding::code).toList();
    }
}
