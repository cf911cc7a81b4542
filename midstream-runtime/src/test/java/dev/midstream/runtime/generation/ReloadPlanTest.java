package dev.midstream.runtime.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.midstream.runtime.TestApp;
import dev.midstream.runtime.finding.Refused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A chain by class (contract, helper, pricing, web) and one module that is served only. */
class ReloadPlanTest {

    private static final TestApp V1 =
            TestApp.named("shop")
                    .library("g:a:1", "package a; public class A {}")
                    .module("contract", "package c; public interface Price { int cents(); }")
                    .module("helper", "package h; public class Helper {}")
                    .module("pricing", List.of("contract", "helper"), pricing("1"))
                    .module("web", List.of("contract"), web(""))
                    .module("clock", module("clock", ""));

    private static String module(String name, String body) {
        return "package "
                + name
                + "; import dev.midstream.api.*; public class M implements AppModule { "
                + body
                + " }";
    }

    private static String pricing(String cents) {
        return module(
                "pricing", "@Provides public c.Price price() { return () -> " + cents + "; }");
    }

    private static String web(String more) {
        return module("web", "public M(c.Price price) {} " + more);
    }

    private static ReloadPlan plan(TestApp from, TestApp to) throws Refused {
        return Loads.verify(to, Optional.of(Loads.load(from))).plan();
    }

    @Test
    void atBootEverythingIsNew() throws Refused {
        ReloadPlan plan = Loads.verify(V1, Optional.empty()).plan();
        assertThat(plan.kept()).isEmpty();
        assertThat(plan.fresh().values()).containsOnly("new").hasSize(5);
    }

    @Test
    void aChangedLeafIsReloadedAlone() throws Refused {
        ReloadPlan plan = plan(V1, V1.module("web", List.of("contract"), web("int more;")));
        assertThat(plan.fresh()).isEqualTo(Map.of("web", "changed"));
        assertThat(plan.kept()).containsOnlyKeys("clock", "contract", "helper", "pricing");
        assertThat(plan.summary()).isEqualTo("changed 1 of 5, reloads 1, 1 class");
    }

    @Test
    void aChangedContractReloadsAllThatRequireIt() throws Refused {
        ReloadPlan plan = plan(V1, V1.file("contract", "notes.txt", "2"));
        assertThat(plan.fresh())
                .containsEntry("contract", "changed")
                .containsEntry("pricing", "requires contract")
                .containsKey("web")
                .hasSize(3);
        assertThat(plan.kept()).containsOnlyKeys("clock", "helper");
    }

    @Test
    void aChangedProviderReloadsThoseItServesThoughTheyShareNoClass() throws Refused {
        ReloadPlan plan =
                plan(V1, V1.module("pricing", List.of("contract", "helper"), pricing("2")));
        assertThat(plan.fresh())
                .isEqualTo(Map.of("pricing", "changed", "web", "service c.Price of pricing"));
        assertThat(plan.kept()).containsOnlyKeys("clock", "contract", "helper");
        assertThat(plan.summary())
                .isEqualTo(
                        "changed 1 of 5, reloads 2 (web ← pricing by service c.Price), 2 classes");
    }

    @Test
    void theClosureIsTransitiveAcrossClassesAndServices() throws Refused {
        ReloadPlan plan =
                plan(V1, V1.module("helper", "package h; public class Helper { int x; }"));
        assertThat(plan.fresh())
                .isEqualTo(
                        Map.of(
                                "helper", "changed",
                                "pricing", "requires helper",
                                "web", "service c.Price of pricing"));
    }

    @Test
    void theClosureNamesWhoDragsWhomAndItsClasses() throws Refused {
        Closure closure =
                plan(V1, V1.module("helper", "package h; public class Helper { int x; }"))
                        .closure();
        assertThat(closure.changed()).isEqualTo(1);
        assertThat(closure.modules()).isEqualTo(5);
        assertThat(closure.classes()).isEqualTo(3);
        assertThat(closure.reloads())
                .extracting(Closure.Reload::module, Closure.Reload::because)
                .containsExactly(
                        tuple("helper", Optional.empty()),
                        tuple("pricing", Optional.of("helper")),
                        tuple("web", Optional.of("pricing")));
    }

    @Test
    void anotherPrivateLibraryIsNamedAsTheReason() throws Refused {
        TestApp one =
                V1.library("g:b:1", "package b; public class B {}")
                        .module("clock", List.of(), List.of("g:b:1"), module("clock", ""));
        TestApp two =
                one.library("g:b:2", "package b; public class B { int x; }")
                        .module("clock", List.of(), List.of("g:b:2"), module("clock", ""));
        assertThat(plan(one, two).fresh()).isEqualTo(Map.of("clock", "libraries changed"));
    }

    @Test
    void whatIsKeptIsTheVeryInstance() throws Refused {
        Generation running = Loads.load(V1);
        ReloadPlan plan =
                Loads.verify(
                                V1.module("web", List.of("contract"), web("int more;")),
                                Optional.of(running))
                        .plan();
        assertThat(running.modules()).contains(plan.kept().get("pricing"));
    }

    @Test
    void anUnchangedAppReloadsNothing() throws Refused {
        ReloadPlan plan = plan(V1, V1);
        assertThat(plan.fresh()).isEmpty();
        assertThat(plan.summary()).isEqualTo("changed 0 of 5, reloads 0, 0 classes");
    }

    @Test
    void aModuleThatComesIsNewAndLeavesOthersAlone() throws Refused {
        ReloadPlan plan = plan(V1, V1.module("extra", module("extra", "")));
        assertThat(plan.fresh()).isEqualTo(Map.of("extra", "new"));
    }

    @Test
    void aModuleThatGoesLeavesOthersAlone() throws Refused {
        ReloadPlan plan = plan(V1, V1.without("clock"));
        assertThat(plan.fresh()).isEmpty();
        assertThat(plan.kept()).doesNotContainKey("clock").hasSize(4);
    }

    @Test
    void anotherProviderOfTheSameServiceReloadsItsUsers() throws Refused {
        TestApp moved =
                V1.module("pricing", List.of("contract", "helper"), module("pricing", ""))
                        .module(
                                "other",
                                List.of("contract"),
                                module(
                                        "other",
                                        "@Provides public c.Price price() { return () -> 3; }"));
        assertThat(plan(V1, moved).fresh())
                .isEqualTo(
                        Map.of(
                                "other", "new",
                                "pricing", "changed",
                                "web", "its services come from others now"));
    }

    @Test
    void oneMoreInACollectedListReloadsTheCollector() throws Refused {
        TestApp all =
                V1.module(
                        "web",
                        List.of("contract"),
                        module("web", "public M(java.util.List<c.Price> prices) {}"));
        TestApp more =
                all.module(
                        "other",
                        List.of("contract"),
                        module("other", "@Provides public c.Price price() { return () -> 3; }"));
        assertThat(plan(all, more).fresh()).containsOnlyKeys("other", "web");
    }

    @Test
    void unchangedSharedLibrariesAreKeptAndChangedOnesReloadTheirUsers() throws Refused {
        String contract = "package c; public interface Price { int cents(); }";
        TestApp shared =
                V1.module("contract", List.of(), List.of("g:a:1"), contract).sharing("g:a:1");
        assertThat(plan(shared, shared).keptShared()).isPresent();
        assertThat(plan(V1, shared).keptShared()).isEmpty();
        TestApp changed =
                shared.library("g:a:1", "package a; public class A { int x; }").sharing("g:a:1");
        ReloadPlan plan = plan(shared, changed);
        assertThat(plan.keptShared()).isEmpty();
        assertThat(plan.fresh()).containsEntry("contract", "shared libraries changed");
        assertThat(plan.kept()).containsOnlyKeys("clock", "helper");
    }
}
