package dev.midstream.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TestAppTest {

    private static final TestApp SHOP =
            TestApp.named("shop")
                    .library("com.x:lib:1", "package lib; public class Lib {}")
                    .module("contract", "package c; public interface Pricing { int price(); }")
                    .module(
                            "pricing",
                            List.of("contract"),
                            List.of("com.x:lib:1"),
                            """
                            package p;
                            import dev.midstream.api.*;
                            public class PricingModule implements AppModule {
                                @Provides public c.Pricing pricing() { return () -> 1; }
                                lib.Lib lib;
                            }
                            """)
                    .module(
                            "web",
                            List.of("pricing"),
                            "package w; interface W extends c.Pricing {}");

    @Test
    void modulesSeeWhatTheyRequireAndTheLibraries() {
        assertThat(SHOP.artefact().modules())
                .extracting(module -> module.name() + module.requires() + module.libraries())
                .containsExactly(
                        "contract[][]",
                        "pricing[contract][com.x:lib:1]",
                        "web[contract, pricing][com.x:lib:1]");
        assertThat(SHOP.classes("pricing")).containsOnlyKeys("p/PricingModule.class");
    }

    @Test
    void theSameSourcesAreTheSameRelease() {
        assertThat(SHOP.file("web", "a.txt", "1").release())
                .isEqualTo(SHOP.file("web", "a.txt", "1").release())
                .isNotEqualTo(SHOP.release());
    }

    @Test
    void aSourceThatDoesNotCompileSaysWhy() {
        assertThatThrownBy(SHOP.module("bad", "class Bad extends c.Pricing {}")::artefact)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("package c does not exist");
    }
}
