package dev.midstream.runtime.graph;

import static dev.midstream.runtime.graph.Graphs.appModule;
import static dev.midstream.runtime.graph.Graphs.bind;
import static dev.midstream.runtime.graph.Graphs.bindings;
import static dev.midstream.runtime.graph.Graphs.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.runtime.Refusals;
import dev.midstream.runtime.TestApp;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who serves whom, and in which order instances come to life. */
class BinderTest {

    private static final String RUNNABLE = "@Provides public Runnable task() { return () -> {}; }";

    private static TestApp app(String... namesAndBodies) {
        TestApp app = TestApp.named("a").module("rules", "package rules; public interface Rule {}");
        for (int i = 0; i < namesAndBodies.length; i += 2) {
            String source = appModule(namesAndBodies[i], namesAndBodies[i + 1]);
            app = app.module(namesAndBodies[i], List.of("rules"), source);
        }
        return app;
    }

    @Test
    void providersStandBeforeTheirUsersWhateverTheirNames() throws Refused {
        ModuleGraph graph =
                bind(
                        app(
                                "a", "public M(Runnable task) {}",
                                "b", "public M(CharSequence text) {}" + RUNNABLE,
                                "c", "@Provides public CharSequence text() { return \"\"; }"));
        assertThat(order(graph)).containsSubsequence("c", "b", "a");
        assertThat(order(graph)).contains("rules");
        assertThat(bindings(graph, "a")).containsExactly("task <- [b.task]");
        assertThat(graph.dependencies(graph.module("a").orElseThrow().descriptor()))
                .containsExactly("b", "rules");
    }

    @Test
    void theOrderIsTheSameForTheSameApp() throws Refused {
        TestApp app = app("z", RUNNABLE, "y", "", "x", "public M(Runnable r) {}");
        assertThat(order(bind(app)))
                .isEqualTo(order(bind(app)))
                .containsExactly("rules", "z", "x", "y");
    }

    @Test
    void typesThatDifferInTheirArgumentsAreDifferentServices() throws Refused {
        ModuleGraph graph =
                bind(
                        app(
                                "one",
                                "@Provides public Map<String, List<rules.Rule>> rules() { return"
                                        + " Map.of(); }",
                                "two",
                                "@Provides public Map<String, Set<rules.Rule>> rules() { return"
                                        + " Map.of(); }",
                                "three",
                                "@Provides public Map<Integer, List<rules.Rule>> rules() { return"
                                        + " Map.of(); }",
                                "user",
                                "public M(Map<Integer, List<rules.Rule>> a, Map<String,"
                                        + " List<rules.Rule>> b, Map<String, Set<rules.Rule>> c)"
                                        + " {}"));
        assertThat(bindings(graph, "user"))
                .containsExactly("a <- [three.rules]", "b <- [one.rules]", "c <- [two.rules]");
    }

    @Test
    void aListCollectsEveryProviderInAStableOrder() throws Refused {
        String two =
                "@Provides public rules.Rule second() { return null; }"
                        + " @Provides public rules.Rule first() { return null; }";
        ModuleGraph graph =
                bind(app("user", "public M(List<rules.Rule> all) {}", "zeta", two, "alpha", two));
        assertThat(bindings(graph, "user"))
                .containsExactly("all <- [alpha.first, alpha.second, zeta.first, zeta.second]");
        assertThat(order(graph)).containsSubsequence("alpha", "zeta", "user");
    }

    @Test
    void aListOfNothingIsEmpty() throws Refused {
        ModuleGraph graph = bind(app("user", "public M(List<rules.Rule> all) {}"));
        assertThat(bindings(graph, "user")).containsExactly("all <- []");
        assertThat(graph.bindings().values())
                .anySatisfy(user -> assertThat(user.getFirst().collects()).isTrue());
    }

    @Test
    void aMissingServiceIsRefusedWithWhatThereIs() {
        Finding finding =
                Refusals.one(
                        GraphError.MISSING_SERVICE,
                        () ->
                                bind(
                                        app(
                                                "user",
                                                "public M(List<String> l, Comparator<String> c) {}",
                                                "other",
                                                RUNNABLE)));
        assertThat(finding.subject()).isEqualTo("user");
        assertThat(finding.message())
                .contains("constructor of user.M")
                .contains("java.util.Comparator<java.lang.String> c")
                .contains("provided are java.lang.Runnable");
        assertThat(finding.remedy()).contains("@Provides");
    }

    @Test
    void everyMissingServiceIsReportedAtOnce() {
        List<Finding> findings =
                Refusals.of(() ->
                        bind(
                                app(
                                        "one", "public M(Runnable a, CharSequence b) {}",
                                        "two", "public M(Iterable<String> c) {}")));
        assertThat(findings)
                .hasSize(3)
                .allSatisfy(f -> assertThat(f.code()).isEqualTo(GraphError.MISSING_SERVICE));
        assertThat(findings.getFirst().message()).contains("provided are none");
    }

    @Test
    void primitivesAndRawListsAreNeverServed() {
        assertThat(Refusals.of(() -> bind(app("user", "public M(int port, List raw) {}"))))
                .extracting(Finding::message)
                .satisfiesExactly(
                        port -> assertThat(port).contains("asks for int port"),
                        raw -> assertThat(raw).contains("asks for java.util.List raw"));
    }

    @Test
    void anAmbiguousServiceIsRefusedWithAllProviders() {
        Finding finding =
                Refusals.one(
                        GraphError.AMBIGUOUS_SERVICE,
                        () ->
                                bind(
                                        app(
                                                "one", RUNNABLE,
                                                "two", RUNNABLE,
                                                "user", "public M(Runnable task) {}")));
        assertThat(finding.message()).contains("one.task() and two.task()");
        assertThat(finding.remedy()).contains("List<java.lang.Runnable>");
    }

    @Test
    void severalProvidersThatNobodyAsksForOnceAreFine() throws Refused {
        assertThat(order(bind(app("one", RUNNABLE, "two", RUNNABLE)))).hasSize(3);
    }

    @Test
    void servicesOfTheHostAreBoundAndCollected() throws Refused {
        ModuleGraph graph =
                bind(
                        app(
                                "user",
                                "public M(Runnable one, List<CharSequence> all) {}",
                                "p",
                                "@Provides public CharSequence text() { return \"\"; }"),
                        Runnable.class,
                        CharSequence.class);
        assertThat(bindings(graph, "user"))
                .containsExactly(
                        "one <- [host java.lang.Runnable]",
                        "all <- [host java.lang.CharSequence, p.text]");
    }

    @Test
    void aServiceOfBothHostAndModuleIsAmbiguous() {
        Finding finding =
                Refusals.one(
                        GraphError.AMBIGUOUS_SERVICE,
                        () ->
                                bind(
                                        app("p", RUNNABLE, "user", "public M(Runnable task) {}"),
                                        Runnable.class));
        assertThat(finding.message()).contains("the host and p.task()");
    }

    @Test
    void aCircleOfServicesIsRefusedAndDrawn() {
        Finding finding =
                Refusals.one(
                        GraphError.CYCLIC_SERVICE,
                        () ->
                                bind(
                                        app(
                                                "one",
                                                "public M(CharSequence c) {}" + RUNNABLE,
                                                "two",
                                                "public M(Runnable r) {} @Provides public Number n()"
                                                        + " { return 1; }",
                                                "three",
                                                "public M(Number n) {} @Provides public CharSequence"
                                                        + " c() { return \"\"; }",
                                                "outside",
                                                "public M(Runnable r) {}")));
        assertThat(finding.message()).isEqualTo("modules need each other: one → three → two → one");
    }

    @Test
    void aModuleThatNeedsItsOwnServiceIsACircle() {
        assertThat(
                        Refusals.one(
                                        GraphError.CYCLIC_SERVICE,
                                        () -> bind(app("m", "public M(Runnable r) {}" + RUNNABLE)))
                                .message())
                .endsWith("m → m");
    }

    @Test
    void aCircleThroughAListIsACircle() {
        Refusals.one(
                GraphError.CYCLIC_SERVICE,
                () ->
                        bind(
                                app(
                                        "one",
                                        "public M(List<CharSequence> c) {}" + RUNNABLE,
                                        "two",
                                        "public M(Runnable r) {} @Provides public CharSequence c() {"
                                                + " return \"\"; }")));
    }

    @Test
    void modulesThatRequireEachOthersClassesAreRefused() throws Refused {
        ScannedApp app = Graphs.scan(app("m", ""));
        List<ScannedApp.ScannedModule> modules =
                app.modules().stream()
                        .map(module ->
                                new ScannedApp.ScannedModule(
                                        requiring(
                                                module.descriptor(),
                                                module.descriptor().name().equals("m")
                                                        ? "rules"
                                                        : "m"),
                                        module.jar(),
                                        module.shown(),
                                        module.hidden()))
                        .toList();
        ScannedApp circle = new ScannedApp("a", modules, Optional.empty());
        assertThat(
                        Refusals.one(GraphError.CYCLIC_MODULES, () -> Binder.bind(circle, Set.of()))
                                .message())
                .contains("m → rules → m");
    }

    private static Descriptor requiring(Descriptor module, String other) {
        return new Descriptor(
                module.name(),
                module.version(),
                module.kind(),
                Set.of(other),
                module.privateLibraries(),
                module.usesShared(),
                module.entry(),
                module.packages());
    }

    @Test
    void aProviderMayReferToClassesOfItsUser() throws Refused {
        TestApp app =
                TestApp.named("a")
                        .module(
                                "user",
                                appModule("user", "public M(Runnable task) {}"),
                                "package user; public class Known {}")
                        .module(
                                "provider",
                                List.of("user"),
                                appModule("provider", "user.Known known; " + RUNNABLE));
        assertThat(order(bind(app))).containsExactly("provider", "user");
    }

    @Test
    void anAppWithoutAnyAppModuleIsRefused() {
        Finding finding =
                Refusals.one(
                        GraphError.NO_APP_MODULE,
                        () -> bind(TestApp.named("shop").module("c", "package c; interface C {}")));
        assertThat(finding.subject()).isEqualTo("shop");
        assertThat(finding.message()).contains("[c]");
    }

    @Test
    void bindingsOfModulesWithoutAppModuleAreNone() throws Refused {
        assertThat(bind(app("m", "")).bindings()).isEqualTo(Map.of("m", List.of()));
    }
}
