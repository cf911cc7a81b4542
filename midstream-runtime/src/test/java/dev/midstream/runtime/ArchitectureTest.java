package dev.midstream.runtime;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.midstream.api.AppModule;
import dev.midstream.runtime.finding.Code;
import dev.midstream.runtime.upgrade.Stage;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    /** So many there were when the rules were written; fewer means that rules see nothing. */
    private static final int CLASSES_AT_LEAST = 110;

    private static final String BASE = "dev.midstream.runtime";

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importUrls(List.of(location(Midstream.class), location(AppModule.class)));

    private static URL location(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    private static List<JavaPackage> packages() {
        return CLASSES.getPackage("dev.midstream").getSubpackagesInTree().stream()
                .filter(each -> !each.getClasses().isEmpty())
                .toList();
    }

    @Test
    void theRulesSeeTheClasses() {
        assertThat(CLASSES.size()).isGreaterThanOrEqualTo(CLASSES_AT_LEAST);
        assertThat(CLASSES.contain(AppModule.class)).isTrue();
        assertThat(CLASSES.contain(ArchitectureTest.class)).isFalse();
    }

    @Test
    void stagesNeverDependOnEachOther() {
        slices().matching("..upgrade.(*)..").should().notDependOnEachOther().check(CLASSES);
    }

    @Test
    void dependenciesPointOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("facade")
                .definedBy(BASE)
                .layer("journal")
                .definedBy(BASE + ".journal")
                .layer("upgrade")
                .definedBy(BASE + ".upgrade")
                .layer("stages")
                .definedBy(BASE + ".upgrade.*")
                .layer("generation")
                .definedBy(BASE + ".generation")
                .layer("linkage")
                .definedBy(BASE + ".linkage")
                .layer("graph")
                .definedBy(BASE + ".graph")
                .layer("migration")
                .definedBy(BASE + ".migration")
                .layer("shape")
                .definedBy(BASE + ".shape")
                .layer("actor")
                .definedBy(BASE + ".actor")
                .layer("ground")
                .definedBy(
                        BASE + ".artefact",
                        BASE + ".loader",
                        BASE + ".http",
                        BASE + ".config",
                        BASE + ".service")
                .layer("record")
                .definedBy(BASE + ".record")
                .layer("jobs")
                .definedBy(BASE + ".job")
                .layer("priority")
                .definedBy(BASE + ".priority")
                .layer("finding")
                .definedBy(BASE + ".finding")
                .layer("api")
                .definedBy("dev.midstream.api")
                .whereLayer("facade")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("journal")
                .mayNotAccessAnyLayer()
                .whereLayer("upgrade")
                .mayOnlyAccessLayers(
                        "stages",
                        "generation",
                        "graph",
                        "migration",
                        "shape",
                        "actor",
                        "ground",
                        "priority",
                        "finding",
                        "api")
                .whereLayer("jobs")
                .mayOnlyAccessLayers("generation", "api")
                .whereLayer("stages")
                .mayOnlyAccessLayers(
                        "generation",
                        "linkage",
                        "graph",
                        "migration",
                        "shape",
                        "actor",
                        "ground",
                        "record",
                        "priority",
                        "finding",
                        "api")
                .whereLayer("linkage")
                .mayOnlyAccessLayers("graph", "ground", "finding")
                .whereLayer("generation")
                .mayOnlyAccessLayers(
                        "graph", "migration", "actor", "ground", "record", "finding", "api")
                .whereLayer("graph")
                .mayOnlyAccessLayers("shape", "ground", "finding", "api")
                .whereLayer("migration")
                .mayOnlyAccessLayers("shape", "actor", "ground", "finding", "api")
                .whereLayer("shape")
                .mayNotAccessAnyLayer()
                .whereLayer("actor")
                .mayOnlyAccessLayers("record", "priority", "finding", "api")
                .whereLayer("record")
                .mayNotAccessAnyLayer()
                .whereLayer("priority")
                .mayNotAccessAnyLayer()
                .whereLayer("ground")
                .mayOnlyAccessLayers("finding", "api")
                .whereLayer("finding")
                .mayNotAccessAnyLayer()
                .whereLayer("api")
                .mayNotAccessAnyLayer()
                .check(CLASSES);
    }

    @Test
    void theGroundPackagesDoNotKnowEachOther() {
        slices().matching(BASE + ".(artefact|loader|http|config|service)..")
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching("dev.midstream.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        for (JavaPackage each : packages()) {
            assertThat(each.isAnnotatedWith(NullMarked.class)).as(each.getName()).isTrue();
        }
    }

    @Test
    void packagesAreNamedAfterWhatTheyAreAbout() {
        Set<String> banned =
                Set.of("util", "utils", "common", "misc", "helper", "helpers", "impl", "internal");
        assertThat(packages())
                .extracting(JavaPackage::getRelativeName)
                .doesNotContainAnyElementsOf(banned);
    }

    @Test
    void nothingPrintsSleepsOrLogsPastTheSystemLogger() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.util.logging", "sun..", "jdk.internal.."))
                .check(CLASSES);
        noClasses().should().accessField(System.class, "out").check(CLASSES);
        noClasses().should().accessField(System.class, "err").check(CLASSES);
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(CLASSES);
        noClasses().should().callMethod(Thread.class, "sleep", Duration.class).check(CLASSES);
    }

    @Test
    void eachStageHasAPackageOfItsNameAndEachSuchPackageIsAStage() {
        Set<String> stages = new TreeSet<>();
        for (Stage stage : Stage.values()) {
            stages.add(stage.label());
            assertThat(CLASSES.containPackage(BASE + ".upgrade." + stage.label())).isTrue();
        }
        Set<String> packages = new TreeSet<>();
        for (JavaPackage each : packages()) {
            String name = each.getName();
            if (name.startsWith(BASE + ".upgrade.")) {
                packages.add(name.substring((BASE + ".upgrade.").length()));
                assertThat(each.tryGetPackageInfo()).as(name).isPresent();
            }
        }
        assertThat(packages).isEqualTo(stages);
    }

    @Test
    void errorCodesAreUniqueAndWellFormed() throws ClassNotFoundException {
        List<String> ids = new ArrayList<>();
        for (JavaClass type : CLASSES) {
            if (type.isAssignableTo(Code.class) && !type.isInterface()) {
                assertThat(type.isEnum()).as(type.getName()).isTrue();
                Class<?> codes = Class.forName(type.getName());
                List<Object> constants = List.of(codes.getEnumConstants());
                constants.forEach(constant -> ids.add(((Code) constant).id()));
                assertThat(constants)
                        .as(type.getName() + " uses one area")
                        .extracting(c -> ((Code) c).id().replaceAll("-\\d+$", ""))
                        .hasSameElementsAs(
                                List.of(
                                        ((Code) constants.getFirst())
                                                .id()
                                                .replaceAll("-\\d+$", "")));
            }
        }
        assertThat(ids).hasSizeGreaterThan(40).doesNotHaveDuplicates();
        assertThat(ids).allMatch(id -> id.matches("MS-[A-Z]+-\\d{3}"));
    }
}
