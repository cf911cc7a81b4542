package dev.midstream.runtime.graph;

import static dev.midstream.runtime.graph.Graphs.IMPORTS;
import static dev.midstream.runtime.graph.Graphs.appModule;
import static dev.midstream.runtime.graph.Graphs.descriptor;
import static dev.midstream.runtime.graph.Graphs.scan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.runtime.Refusals;
import dev.midstream.runtime.TestApp;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.graph.Descriptor.Entry;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of the one class that implements AppModule. */
class ClassScanTest {

    private static Entry entry(String body) throws Refused {
        return entry(TestApp.named("a").module("m", appModule("m", body)), "m");
    }

    private static Entry entry(TestApp app, String module) throws Refused {
        return descriptor(app, module).entry().orElseThrow();
    }

    private static List<String> needs(Entry entry) {
        return entry.needs().stream().map(n -> n.type() + " " + n.parameter()).toList();
    }

    private static List<String> provides(Entry entry) {
        return entry.provides().stream().map(p -> p.type() + " " + p.method()).toList();
    }

    @Test
    void theAppModuleIsFoundThroughASuperclassInAnotherModule() throws Refused {
        TestApp app =
                TestApp.named("a")
                        .module(
                                "base",
                                "package base; "
                                        + IMPORTS
                                        + "public abstract class Base implements AppModule {"
                                        + " @Provides public Runnable task() { return () -> {}; } }",
                                "package base; public abstract class Middle extends Base {}")
                        .module(
                                "m",
                                List.of("base"),
                                "package m; public class M extends base.Middle {}");
        assertThat(descriptor(app, "base").entry()).isEmpty();
        assertThat(entry(app, "m").className()).isEqualTo("m.M");
        assertThat(provides(entry(app, "m"))).containsExactly("java.lang.Runnable task");
    }

    @Test
    void severalAppModulesAreRefusedAndAllNamed() {
        TestApp app =
                TestApp.named("a")
                        .module(
                                "m",
                                appModule("m", ""),
                                "package m; public class N extends M {}",
                                "package m; public abstract class Abstract extends M {}");
        Finding finding = Refusals.one(GraphError.SEVERAL_APP_MODULES, () -> scan(app));
        assertThat(finding.message()).contains("m.M", "m.N").doesNotContain("Abstract");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "class M implements AppModule {}",
                "public class M implements AppModule { M() {} }",
                "public class M implements AppModule { private M() {} }",
                "public class M implements AppModule { public M() {} public M(int i) {} }",
                "class M implements AppModule { public M() {} }"
            })
    void theClassIsPublicWithOnePublicConstructor(String type) {
        TestApp app = TestApp.named("a").module("m", "package m; " + IMPORTS + type);
        Finding finding = Refusals.one(GraphError.CONSTRUCTOR, () -> scan(app));
        assertThat(finding.message()).contains("m.M must be public with exactly one");
        assertThat(finding.remedy()).isNotEmpty();
    }

    @Test
    void aSecondConstructorThatIsNotPublicIsTheModulesOwnBusiness() throws Refused {
        assertThat(needs(entry("public M(Runnable task) {} M(int forTests) {}")))
                .containsExactly("java.lang.Runnable task");
    }

    @Test
    void needsAreReadInOrderWithTheirNamesAndFullTypes() throws Refused {
        assertThat(
                        needs(
                                entry(
                                        "public M(List<Runnable> tasks, Map<String, List<? extends"
                                                + " Number>> rates, Map.Entry<String, ?> entry,"
                                                + " Comparator<? super Integer[]> order, int[] raw)"
                                                + " {}")))
                .containsExactly(
                        "java.util.List<java.lang.Runnable> tasks",
                        "java.util.Map<java.lang.String, java.util.List<? extends"
                                + " java.lang.Number>> rates",
                        "java.util.Map.Entry<java.lang.String, ?> entry",
                        "java.util.Comparator<? super java.lang.Integer[]> order",
                        "int[] raw");
    }

    @Test
    void providedServicesAreSortedByNameWithTheirFullTypes() throws Refused {
        assertThat(
                        provides(
                                entry(
                                        "@Provides public Map<String, List<Runnable>> b() { return"
                                                + " Map.of(); } @Provides public Runnable a() {"
                                                + " return () -> {}; } public Runnable no() { return"
                                                + " () -> {}; }")))
                .containsExactly(
                        "java.lang.Runnable a",
                        "java.util.Map<java.lang.String, java.util.List<java.lang.Runnable>> b");
    }

    @Test
    void anOverriddenProvidesCountsOnceWithTheNearerType() throws Refused {
        TestApp app =
                TestApp.named("a")
                        .module(
                                "m",
                                "package m; "
                                        + IMPORTS
                                        + "abstract class Base implements AppModule { @Provides"
                                        + " public CharSequence text() { return \"\"; } }",
                                "package m; "
                                        + IMPORTS
                                        + "public class M extends Base { @Override @Provides public"
                                        + " String text() { return \"\"; } }");
        assertThat(provides(entry(app, "m"))).containsExactly("java.lang.String text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@Provides Runnable p() { return () -> {}; }",
                "@Provides private Runnable p() { return () -> {}; }",
                "@Provides protected Runnable p() { return () -> {}; }",
                "@Provides public static Runnable p() { return () -> {}; }",
                "@Provides public Runnable p(int i) { return () -> {}; }",
                "@Provides public void p() {}",
                "@Provides public int p() { return 1; }",
                "@Provides public int[] p() { return new int[0]; }",
                "@Provides public String[] p() { return new String[0]; }",
                "@Provides public <T> T p() { return null; }",
                "@Provides public List<Runnable> p() { return List.of(); }"
            })
    void whatCannotBeAServiceIsRefused(String method) {
        Finding finding = Refusals.one(GraphError.PROVIDES, () -> entry(method));
        assertThat(finding.message()).startsWith("m.M.p has @Provides");
    }

    @Test
    void aListOfSomethingUnknownIsAnOrdinaryService() throws Refused {
        assertThat(provides(entry("@Provides public List<?> p() { return List.of(); }")))
                .containsExactly("java.util.List<?> p");
    }

    @Test
    void typesOfNestedAndGenericOwnersAreWrittenAsInSource() throws Refused {
        TestApp app =
                TestApp.named("a")
                        .module(
                                "m",
                                "package m; public class Outer<T> { public class In<U> {}"
                                        + " public static class Nested<V> {} }",
                                appModule(
                                        "m",
                                        "public M(Outer<String>.In<Integer> in, Outer.Nested<?>"
                                                + " nested) {}"));
        assertThat(Stream.of(needs(entry(app, "m"))).flatMap(List::stream))
                .satisfiesExactly(
                        in ->
                                assertThat(in)
                                        .startsWith("m.Outer")
                                        .contains(".In<java.lang.Integer>"),
                        nested -> assertThat(nested).isEqualTo("m.Outer.Nested<?> nested"));
    }
}
