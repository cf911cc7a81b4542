package dev.midstream.runtime.graph;

import static dev.midstream.runtime.graph.Graphs.appModule;
import static dev.midstream.runtime.graph.Graphs.descriptor;
import static dev.midstream.runtime.graph.Graphs.scan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.runtime.Refusals;
import dev.midstream.runtime.TestApp;
import dev.midstream.runtime.artefact.Artefact;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.graph.Descriptor.Kind;
import dev.midstream.runtime.loader.JarCache;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a scan says of modules as wholes: kinds, versions, libraries, packages. */
class AppScanTest {

    private static final String CONTRACT =
            """
            package c;
            public interface Price {
                record Quote(int cents) {}
                enum Unit { A { @Override int n() { return 1; } }, B { @Override int n() { return 2; } };
                    abstract int n(); }
                @interface Note {}
                class Refusal extends Exception { private static final long serialVersionUID = 1; }
                class Broken extends RuntimeException { private static final long serialVersionUID = 1; }
                int price(Unit unit);
            }
            """;

    private static final TestApp SHOP =
            TestApp.named("shop")
                    .library("g:a:1", "package a; public class A {}")
                    .library("g:b:1", "package b; public class B {}")
                    .module("contract", CONTRACT)
                    .module("pricing", List.of("contract"), appModule("pricing", ""))
                    .module("web", List.of("pricing"), appModule("web", ""));

    @Test
    void aModuleOfInterfacesRecordsEnumsExceptionsAndAnnotationsIsAContract() throws Refused {
        assertThat(descriptor(SHOP, "contract").kind()).isEqualTo(Kind.CONTRACT);
        assertThat(descriptor(SHOP, "contract").packages()).containsExactly("c");
    }

    @Test
    void oneOrdinaryClassMakesItALibrary() throws Refused {
        TestApp app = SHOP.module("contract", CONTRACT, "package c; public class Helper {}");
        assertThat(descriptor(app, "contract").kind()).isEqualTo(Kind.LIBRARY);
    }

    @Test
    void aModuleOfResourcesOnlyIsALibrary() throws Refused {
        TestApp app = SHOP.module("texts").file("texts", "hello.txt", "Hello");
        assertThat(descriptor(app, "texts").kind()).isEqualTo(Kind.LIBRARY);
    }

    @Test
    void anAppModuleMakesItAnApp() throws Refused {
        assertThat(descriptor(SHOP, "web").kind()).isEqualTo(Kind.APP);
        assertThat(Kind.APP.label()).isEqualTo("app");
    }

    @Test
    void equalContentIsAnEqualVersion() throws Refused {
        TestApp same =
                TestApp.named("other")
                        .module("web", List.of("pricing"), appModule("web", ""))
                        .module("pricing", List.of("contract"), appModule("pricing", ""))
                        .module("contract", CONTRACT);
        for (String module : List.of("web", "pricing", "contract")) {
            assertThat(descriptor(same, module)).isEqualTo(descriptor(SHOP, module));
        }
    }

    @Test
    void aChangedClassOrResourceIsAnotherVersionOfThatModuleAlone() throws Refused {
        TestApp changed = SHOP.file("pricing", "rates.txt", "19");
        assertThat(descriptor(changed, "pricing").version())
                .isNotEqualTo(descriptor(SHOP, "pricing").version());
        assertThat(descriptor(changed, "web")).isEqualTo(descriptor(SHOP, "web"));
        assertThat(descriptor(changed, "contract")).isEqualTo(descriptor(SHOP, "contract"));
    }

    @Test
    void whatAModuleRequiresIsPartOfItsVersion() throws Refused {
        TestApp less = SHOP.module("web", List.of("contract"), appModule("web", ""));
        assertThat(descriptor(less, "web").version())
                .isNotEqualTo(descriptor(SHOP, "web").version());
    }

    @Test
    void aLibraryOfALeafIsPrivateAndPartOfItsVersion() throws Refused {
        TestApp one =
                SHOP.module("web", List.of("pricing"), List.of("g:a:1"), appModule("web", ""));
        assertThat(scan(one).shared()).isEmpty();
        assertThat(descriptor(one, "web").privateLibraries()).containsExactly("g:a:1");
        assertThat(descriptor(one, "web").usesShared()).isFalse();
        TestApp other = one.library("g:a:1", "package a; public class A { int x; }");
        assertThat(descriptor(other, "web").version())
                .isNotEqualTo(descriptor(one, "web").version());
        assertThat(descriptor(other, "pricing")).isEqualTo(descriptor(one, "pricing"));
    }

    @Test
    void theSameClassInTwoModulesIsRefusedOncePerPair() {
        String[] copies = {"package d; public class Copy {}", "package d; public class Copy2 {}"};
        TestApp app = SHOP.module("one", copies).module("two", copies);
        Finding finding = Refusals.one(GraphError.DUPLICATE_CLASS, () -> scan(app));
        assertThat(finding.subject()).isEqualTo("two");
        assertThat(finding.message()).contains("d.Copy").contains("'one'");
    }

    @Test
    void packagesOfTheJdkAndTheApiAreProtected() {
        TestApp app =
                SHOP.file("web", "java/util/Evil.class", new byte[] {1})
                        .file("web", "dev/midstream/api/Evil.class", new byte[] {1});
        assertThat(Refusals.of(() -> scan(app)))
                .allSatisfy(f -> assertThat(f.code()).isEqualTo(GraphError.PROTECTED_PACKAGE))
                .extracting(Finding::message)
                .anySatisfy(m -> assertThat(m).contains("java.util"))
                .anySatisfy(m -> assertThat(m).contains("dev.midstream.api"));
    }

    @Test
    void aClassFileThatIsNoneIsRefused() {
        TestApp app = SHOP.file("web", "w/Broken.class", "no class");
        Finding finding = Refusals.one(GraphError.UNREADABLE_CLASS, () -> scan(app));
        assertThat(finding.subject()).isEqualTo("web");
        assertThat(finding.message()).contains("w/Broken.class");
    }

    @Test
    void aClassFileOfAnotherNameIsRefused() {
        byte[] renamed = SHOP.classes("web").values().iterator().next();
        TestApp app = SHOP.file("web", "elsewhere/M.class", renamed);
        assertThat(Refusals.one(GraphError.UNREADABLE_CLASS, () -> scan(app)).message())
                .contains("elsewhere/M.class")
                .contains("web.M");
    }

    @Test
    void aJarThatIsNoneIsRefused() {
        Artefact artefact =
                new Artefact(
                        "a",
                        List.of(new Artefact.Module("m", Set.of(), List.of(), new byte[] {1, 2})),
                        List.of());
        Finding finding =
                Refusals.one(
                        GraphError.UNREADABLE_CLASS, () -> AppScan.scan(artefact, new JarCache()));
        assertThat(finding.subject()).isEqualTo("m");
    }
}
