package dev.midstream.runtime.upgrade.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.midstream.runtime.Refusals;
import dev.midstream.runtime.TestApp;
import dev.midstream.runtime.actor.ActorEngine;
import dev.midstream.runtime.actor.ActorOptions;
import dev.midstream.runtime.artefact.ArtefactError;
import dev.midstream.runtime.finding.Finding;
import dev.midstream.runtime.finding.Refused;
import dev.midstream.runtime.generation.HostTypes;
import dev.midstream.runtime.generation.Verified;
import dev.midstream.runtime.loader.JarCache;
import dev.midstream.runtime.upgrade.verify.frozen.Tariff;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The host has the contract {@link Tariff} on its class path; releases bring their copy of it. */
class VerifyStageTest {

    private static final String PACKAGE = "package dev.midstream.runtime.upgrade.verify.frozen; ";

    private static final String TARIFF =
            PACKAGE
                    + "public interface Tariff { int cents(String item) throws Tariff.Unknown;"
                    + " default int twice(String item) throws Tariff.Unknown { return 2 *"
                    + " cents(item); } final class Unknown extends Exception { private static final"
                    + " long serialVersionUID = 1; public Unknown(String item) { super(item); } }"
                    + " }";

    private static final ActorEngine ACTORS = ActorEngine.start(ActorOptions.DEFAULT);
    private static final HostTypes HOST = new HostTypes(List.of(Tariff.class), Map.of());

    private static TestApp app(String tariff, String provides) {
        return TestApp.named("shop")
                .module("contract", tariff)
                .module(
                        "pricing",
                        List.of("contract"),
                        "package p; import dev.midstream.api.*; import"
                                + " dev.midstream.runtime.upgrade.verify.frozen.*; public class M"
                                + " implements AppModule { "
                                + provides
                                + " }");
    }

    private static final String PROVIDES =
            "@Provides public Tariff tariff() { return item -> 1; } ";

    private static Verified verify(TestApp app, Class<?>... referenced) throws Refused {
        return new VerifyStage(HOST, new JarCache(), ACTORS, true)
                .verify(app.bytes(), Optional.empty(), Set.of(referenced));
    }

    private static Finding frozen(String tariff) {
        return Refusals.one(ReleaseError.CONTRACT_FROZEN, () -> verify(app(tariff, "")));
    }

    @Test
    void aContractAsTheHostHasItPasses() throws Refused {
        TestApp app = app(TARIFF, PROVIDES);
        Verified verified = verify(app, Tariff.class);
        assertThat(verified.release()).isEqualTo(app.release());
        assertThat(verified.findings()).isEmpty();
        assertThat(verified.plan().fresh()).containsOnlyKeys("contract", "pricing");
    }

    @Test
    void anotherBodyOfADefaultMethodIsNoChangeOfShape() throws Refused {
        verify(app(TARIFF.replace("return 2 *", "return 3 *"), PROVIDES));
    }

    @Test
    void anAddedMethodIsRefusedAndNamed() {
        Finding finding = frozen(TARIFF.replace("{ int cents", "{ int more(); int cents"));
        assertThat(finding.subject()).isEqualTo("contract");
        assertThat(finding.message())
                .contains(Tariff.class.getName())
                .contains("added [public abstract int more()]")
                .doesNotContain("removed");
        assertThat(finding.remedy()).contains("restart the host");
    }

    @Test
    void aChangedSignatureIsAnAdditionAndARemoval() {
        Finding finding =
                frozen(TARIFF.replace("int cents(", "long cents(").replace("2 *", "(int)"));
        assertThat(finding.message())
                .contains(
                        "added [public abstract long cents(java.lang.String)]",
                        "removed [public abstract int cents(java.lang.String)]");
    }

    @Test
    void aRemovedMethodIsRefused() {
        String less = TARIFF.replaceAll("default .*?\\} ", "");
        assertThat(frozen(less).message()).contains("removed [public int twice(java.lang.String)]");
    }

    @Test
    void aTypeThatTheHostDoesNotHaveCannotJoinAFrozenPackage() {
        TestApp app = app(TARIFF, "").module("more", PACKAGE + "public interface Discount {}");
        Finding finding = Refusals.one(ReleaseError.FROZEN_PACKAGE_SPLIT, () -> verify(app));
        assertThat(finding.message()).contains("Discount").contains("the host has no such type");
        assertThat(finding.remedy()).contains("a package of their own");
    }

    @Test
    void whatOnlyItsOwnPackageCouldSeeMayDiffer() throws Refused {
        verify(app(TARIFF, PROVIDES).module("more", PACKAGE + "interface Helper { int help(); }"));
    }

    @Test
    void aChangedConstantIsAChangeSinceCompilersCopyIt() {
        Finding finding = frozen(TARIFF.replace("int cents", "int MOST = 9; int cents"));
        assertThat(finding.message()).contains("added [public static final int MOST = 9]");
    }

    @Test
    void typesInADifferenceHaveTheirFullNames() {
        Finding finding =
                frozen(
                        TARIFF.replace("cents(String item)", "cents(Runnable... item)")
                                .replace("twice(String item)", "twice(Runnable item)"));
        assertThat(finding.message())
                .contains("int cents(java.lang.Runnable[])", "int cents(java.lang.String)");
    }

    @Test
    void aLibraryThatBringsTheContractInAnotherShapeIsRefusedAndNamed() throws Refused {
        String changed = TARIFF.replace("{ int cents", "{ int more(); int cents");
        String module = "package p; public class M implements dev.midstream.api.AppModule { }";
        TestApp shop = TestApp.named("shop");
        verify(
                shop.library("g:tariff:1", TARIFF)
                        .module("pricing", List.of(), List.of("g:tariff:1"), module));
        TestApp other =
                shop.library("g:tariff:2", changed)
                        .module("pricing", List.of(), List.of("g:tariff:2"), module);
        Finding finding = Refusals.one(ReleaseError.CONTRACT_FROZEN, () -> verify(other));
        assertThat(finding.subject()).isEqualTo("g:tariff:2 of pricing");
        assertThat(finding.message()).contains("int more()");
    }

    @Test
    void packagesThatTheHostDoesNotShareAreFree() throws Refused {
        verify(
                app(TARIFF, PROVIDES)
                        .module(
                                "free",
                                "package dev.midstream.runtime.upgrade.other; interface X {}"));
    }

    @Test
    void aContractThatNobodyProvidesIsRefusedOnceTheHostRefersToIt() throws Refused {
        verify(app(TARIFF, ""));
        Finding finding =
                Refusals.one(
                        ReleaseError.REFERENCE_NOT_PROVIDED,
                        () -> verify(app(TARIFF, ""), Tariff.class));
        assertThat(finding.subject()).isEqualTo(Tariff.class.getName());
    }

    @Test
    void aContractThatSeveralProvideIsRefused() {
        TestApp two = app(TARIFF, PROVIDES + PROVIDES.replace("tariff()", "second()"));
        Refusals.one(ReleaseError.REFERENCE_AMBIGUOUS, () -> verify(two));
    }

    @Test
    void whatIsNoArtefactIsRefusedBeforeAnythingElse() {
        Refusals.one(
                ArtefactError.UNREADABLE,
                () ->
                        new VerifyStage(HOST, new JarCache(), ACTORS, true)
                                .verify(new byte[10], Optional.empty(), Set.of()));
    }
}
